import * as functions from "./methodFunctions.js";
import { Tensor } from "./tensor.js";

// biome-ignore lint/suspicious/noExplicitAny: whatever the function takes first is the tensor itself
type Method<F> = F extends (x: any, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never;

type Methods = { [Name in keyof typeof functions]: Method<(typeof functions)[Name]> };

declare global {
  interface MebaeTensorMethods extends Methods {}
}

for (const [name, method] of Object.entries(functions)) {
  const f = method as (x: Tensor, ...rest: unknown[]) => unknown;
  Object.defineProperty(Tensor.prototype, name, {
    configurable: true,
    writable: true,
    value(this: Tensor, ...rest: unknown[]) {
      return f(this, ...rest);
    },
  });
}
