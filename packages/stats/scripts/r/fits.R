# Fits by R's MASS (fitdistr), fitdistrplus (fitdist, fitdistcens) and survival (survreg), as JSON for polish.py, which runs this.
# Data are drawn here; parameters are written as @mebae/stats has them. What the tools give is where polishing begins.
suppressMessages({ library(MASS); library(survival); library(fitdistrplus) })
set.seed(20261125)
number <- function(x) ifelse(is.infinite(x), "null", formatC(x, digits = 17, format = "g"))
list_of <- function(x) paste0("[", paste(trimws(number(x)), collapse = ","), "]")
named <- function(x) paste0("{", paste0('"', names(x), '":', trimws(number(x)), collapse = ","), "}")
entry <- function(tool, family, fields, parameters, logLikelihood) {
  content <- paste0('"', names(fields), '":', fields, collapse = ",")
  paste0('{"tool":"', tool, '","family":"', family, '",', content, ',"parameters":', named(parameters),
         ',"logLikelihood":', trimws(number(logLikelihood)), "}")
}

# R's parameters as ours.
ours <- function(family, e) {
  p <- as.list(e)
  with(p, switch(family,
    normal = c(mean = mean, standardDeviation = sd), logNormal = c(logMean = meanlog, logStandardDeviation = sdlog),
    exponential = c(rate = rate), gamma = c(shape = shape, scale = 1 / rate), weibull = c(shape = shape, scale = scale),
    beta = c(alpha = shape1, beta = shape2), cauchy = , logistic = , gumbel = c(location = location, scale = scale),
    logLogistic = c(scale = scale, shape = shape), chiSquared = c(degreesOfFreedom = df),
    studentT = c(degreesOfFreedom = df, location = m, scale = s), negativeBinomial = c(size = size, mean = mu),
    poisson = c(rate = lambda), geometric = c(probability = prob), inverseGamma = c(shape = shape, scale = scale)))
}

# What fitdistrplus asks for by name and R lacks.
dgumbel <- function(x, location, scale, log = FALSE) { z <- (x - location) / scale; l <- -z - exp(-z) - log(scale); if (log) l else exp(l) }
pgumbel <- function(q, location, scale, lower.tail = TRUE, log.p = FALSE) { p <- exp(-exp(-(q - location) / scale)); if (!lower.tail) p <- 1 - p; if (log.p) log(p) else p }
dloglogis <- function(x, scale, shape, log = FALSE) { l <- dlogis(log(x), log(scale), 1 / shape, log = TRUE) - log(x); if (log) l else exp(l) }
ploglogis <- function(q, scale, shape, lower.tail = TRUE, log.p = FALSE) plogis(log(q), log(scale), 1 / shape, lower.tail, log.p)
dinvgam <- function(x, shape, scale, log = FALSE) { l <- dgamma(1 / x, shape, rate = scale, log = TRUE) - 2 * log(x); if (log) l else exp(l) }
pinvgam <- function(q, shape, scale) pgamma(1 / q, shape, rate = scale, lower.tail = FALSE)
# The density and distribution function of what lies between two bounds.
cut_between <- function(suffix, low, high) {
  d <- get(paste0("d", suffix)); p <- get(paste0("p", suffix))
  arguments <- formals(d); kept <- arguments[!(names(arguments) %in% c("log", "ncp"))]
  if (suffix == "gamma") kept <- alist(x = , shape = , rate = )
  parameters <- lapply(names(kept)[-1], as.name)
  make <- function(body) { f <- function() NULL; formals(f) <- kept; body(f) <- body; environment(f) <- environment(); f }
  call_with <- function(f, x) as.call(c(f, x, setNames(parameters, names(kept)[-1])))
  mass <- bquote((.(call_with(p, high)) - .(call_with(p, low))))
  density <- make(bquote(.(call_with(d, quote(x))) / .(mass)))
  below <- make(bquote((.(call_with(p, quote(x))) - .(call_with(p, low))) / .(mass)))
  names(formals(below))[1] <- "q"
  body(below) <- do.call(substitute, list(body(below), list(x = quote(q))))
  assign(paste0("dcut", suffix), density, envir = globalenv()); assign(paste0("pcut", suffix), below, envir = globalenv())
}

by_fitdistr <- function(family, name, x, ...) {
  m <- suppressWarnings(fitdistr(x, name, ...))
  entry("MASS::fitdistr", family, c(data = list_of(x)), ours(family, m$estimate), m$loglik)
}
by_fitdist <- function(family, name, x, start, weights = NULL, ...) {
  m <- suppressWarnings(fitdist(x, name, start = start, weights = weights, ...))
  fields <- c(data = list_of(x), if (!is.null(weights)) c(weights = list_of(weights)))
  entry("fitdistrplus::fitdist", family, fields, ours(family, m$estimate), m$loglik)
}
by_truncation <- function(family, suffix, x, low, high, start) {
  cut_between(suffix, low, high)
  m <- suppressWarnings(fitdist(x, paste0("cut", suffix), start = start))
  fields <- c(data = list_of(x), truncation = paste0('{"low":', number(low), ',"high":', number(high), "}"))
  entry("fitdistrplus::fitdist", family, fields, ours(family, m$estimate), m$loglik)
}

# Some exact, the others known to lie below, above or between; of positive variables nothing lies below 0.
censor <- function(x, positive) {
  n <- length(x); kind <- sample(c("exact", "right", "left", "interval"), n, TRUE, c(4, 3, 1, 2))
  width <- signif(sd(x), 3)
  lower <- ifelse(kind == "right", signif(x - width * runif(n, 0, .5), 4), ifelse(kind == "left", -Inf, ifelse(kind == "interval", floor(x / width) * width, x)))
  upper <- ifelse(kind == "right", Inf, ifelse(kind == "left", signif(x + width * runif(n, 0, .5), 4), ifelse(kind == "interval", (floor(x / width) + 1) * width, x)))
  if (positive) lower <- ifelse(lower <= 0, ifelse(kind == "right", signif(x / 3, 4), -Inf), lower)
  list(lower = lower, upper = upper)
}
known <- function(b) c(lower = list_of(b$lower), upper = list_of(b$upper))
by_survreg <- function(family, dist, b, weights) {
  left <- ifelse(is.infinite(b$lower), NA, b$lower); right <- ifelse(is.infinite(b$upper), NA, b$upper)
  m <- survreg(Surv(left, right, type = "interval2") ~ 1, dist = dist, weights = weights)
  mu <- unname(coef(m)); s <- m$scale
  parameters <- switch(family,
    weibull = c(shape = 1 / s, scale = exp(mu)), logLogistic = c(scale = exp(mu), shape = 1 / s),
    exponential = c(rate = exp(-mu)), logNormal = c(logMean = mu, logStandardDeviation = s),
    normal = c(mean = mu, standardDeviation = s), logistic = c(location = mu, scale = s))
  entry("survival::survreg", family, c(known(b), weights = list_of(weights)), parameters, m$loglik[2])
}
by_fitdistcens <- function(family, name, b, start) {
  frame <- data.frame(left = ifelse(is.infinite(b$lower), NA, b$lower), right = ifelse(is.infinite(b$upper), NA, b$upper))
  m <- suppressWarnings(fitdistcens(frame, name, start = start))
  entry("fitdistrplus::fitdistcens", family, known(b), ours(family, m$estimate), m$loglik)
}

n <- 40
six <- function(x) signif(x, 6)
rgumbel <- function(n, location, scale) location - scale * log(-log(runif(n)))
exact <- c(
  by_fitdistr("normal", "normal", six(rnorm(n, 5, 2))), by_fitdistr("logNormal", "lognormal", six(rlnorm(n, 1, 0.6))),
  by_fitdistr("exponential", "exponential", six(rexp(n, 0.2))), by_fitdistr("gamma", "gamma", six(rgamma(n, 2.5, 0.4))),
  by_fitdistr("weibull", "weibull", six(rweibull(n, 1.7, 12))),
  by_fitdistr("beta", "beta", six(rbeta(n, 2, 5)), start = list(shape1 = 2, shape2 = 5)),
  by_fitdistr("cauchy", "cauchy", six(rcauchy(n, -3, 0.5))), by_fitdistr("logistic", "logistic", six(3 + 1.5 * rlogis(n))),
  by_fitdistr("chiSquared", "chi-squared", six(rchisq(n, 4)), start = list(df = 3), method = "BFGS"),
  by_fitdistr("studentT", "t", six(10 + 2 * rt(n, 3))), by_fitdistr("poisson", "Poisson", rpois(n, 3.2)),
  by_fitdistr("geometric", "geometric", rgeom(n, 0.3)), by_fitdistr("negativeBinomial", "negative binomial", rnbinom(n, 1.5, mu = 4)))
others <- c(
  by_fitdist("gumbel", "gumbel", six(rgumbel(n, 3, 2)), list(location = 3, scale = 2)),
  by_fitdist("inverseGamma", "invgam", six(1 / rgamma(n, 3, 8)), list(shape = 3, scale = 8)),
  by_fitdist("logLogistic", "loglogis", six(exp(1 + 0.4 * rlogis(n))), list(scale = exp(1), shape = 2.5)),
  by_fitdist("gamma", "gamma", six(rgamma(n, 2.5, 0.4)), list(shape = 2, rate = 0.4), weights = sample(1:4, n, TRUE)),
  by_fitdist("negativeBinomial", "nbinom", 0:9, list(size = 2, mu = 3), weights = c(12, 25, 31, 22, 17, 9, 8, 3, 2, 1)))
kept <- function(x, low, high) six(x[x > low & x <= high])
truncated <- c(
  by_truncation("normal", "norm", kept(rnorm(80, 1, 2), 0, Inf), 0, Inf, list(mean = 1, sd = 2)),
  by_truncation("logNormal", "lnorm", kept(rlnorm(80, 1, 0.6), 2, Inf), 2, Inf, list(meanlog = 1, sdlog = 0.6)),
  by_truncation("weibull", "weibull", kept(rweibull(80, 1.7, 12), 3, 20), 3, 20, list(shape = 1.7, scale = 12)),
  by_truncation("gamma", "gamma", kept(rgamma(80, 2.5, 0.4), -1, 8), -Inf, 8, list(shape = 2.5, rate = 0.4)),
  by_truncation("exponential", "exp", kept(rexp(80, 0.2), 1, 9), 1, 9, list(rate = 0.2)),
  by_truncation("gumbel", "gumbel", kept(rgumbel(80, 3, 2), 1, 9), 1, 9, list(location = 3, scale = 2)))
drawn <- list(
  weibull = list("weibull", rweibull(n, 1.7, 12)), exponential = list("exponential", rexp(n, 0.2)),
  logNormal = list("lognormal", rlnorm(n, 1, 0.6)), logLogistic = list("loglogistic", exp(1 + 0.4 * rlogis(n))),
  normal = list("gaussian", rnorm(n, 5, 2)), logistic = list("logistic", 3 + 1.5 * rlogis(n)))
survival <- unlist(lapply(names(drawn), function(family) {
  x <- six(drawn[[family]][[2]]); dist <- drawn[[family]][[1]]
  bounds <- censor(x, !(family %in% c("normal", "logistic")))
  third <- seq_len(n) %% 3 == 0
  c(by_survreg(family, dist, bounds, rep(1, n)), by_survreg(family, dist, bounds, signif(runif(n, 0.2, 3), 3)),
    by_survreg(family, dist, list(lower = ifelse(third, signif(0.8 * x, 4), x), upper = ifelse(third, Inf, x)), rep(1, n)))
}))
censored <- c(
  by_fitdistcens("gamma", "gamma", censor(six(rgamma(n, 2.5, 0.4)), TRUE), list(shape = 2.5, rate = 0.4)),
  by_fitdistcens("gumbel", "gumbel", censor(six(rgumbel(n, 8, 2)), FALSE), list(location = 8, scale = 2)),
  by_fitdistcens("cauchy", "cauchy", censor(six(rcauchy(n, 4, 1)), FALSE), list(location = 4, scale = 1)),
  by_fitdistcens("inverseGamma", "invgam", censor(six(1 / rgamma(n, 3, 8)), TRUE), list(shape = 3, scale = 8)))
version <- function(p) paste0('"', p, '":"', as.character(packageVersion(p)), '"')
cat('{"versions":{"R":"', paste(R.version$major, R.version$minor, sep = "."), '",',
    paste(sapply(c("MASS", "fitdistrplus", "survival"), version), collapse = ","), '},"fits":[\n',
    paste(c(exact, others, truncated, survival, censored), collapse = ",\n"), "\n]}\n", sep = "")
