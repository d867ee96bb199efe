// Safari and WebKitGTK know no Symbol.dispose yet, nor do Chromium before 134 and Firefox before 141. There `[Symbol.dispose]()`
// would define a method named "undefined", and code that was written with `using` would find nothing to call. Compilers that lower
// `using` look for this symbol in its place.
(Symbol as { dispose?: symbol }).dispose ??= Symbol.for("Symbol.dispose");
