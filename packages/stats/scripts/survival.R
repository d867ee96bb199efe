# Censored and weighted fits by R's survival package, whose survreg is Newton's method on exact derivatives:
#   Rscript scripts/survival.R > src/fit/survival.fixture.json
# Parameters are those of @mebae/stats; standard errors are from survreg's observed information by the delta method.
suppressMessages(library(survival))
set.seed(20261125)
number <- function(x) ifelse(is.infinite(x), "null", formatC(x, digits = 17, format = "g"))
list_of <- function(x) paste0("[", paste(trimws(number(x)), collapse = ","), "]")
named <- function(x) paste0("{", paste0('"', names(x), '":', trimws(number(x)), collapse = ","), "}")

fit_of <- function(family, dist, lower, upper, weights) {
  left <- ifelse(is.infinite(lower), NA, lower)
  right <- ifelse(is.infinite(upper), NA, upper)
  m <- survreg(Surv(left, right, type = "interval2") ~ 1, dist = dist, weights = weights,
               control = survreg.control(rel.tolerance = 1e-15, maxiter = 200))
  mu <- unname(coef(m)); s <- m$scale; se <- sqrt(diag(vcov(m)))
  value <- switch(family,
    Weibull = c(shape = 1 / s, scale = exp(mu)), LogLogistic = c(shape = 1 / s, scale = exp(mu)),
    Exponential = c(rate = exp(-mu)), LogNormal = c(logMean = mu, logStandardDeviation = s),
    Normal = c(mean = mu, standardDeviation = s), Logistic = c(location = mu, scale = s))
  error <- switch(family,
    Weibull = c(shape = se[2] / s, scale = exp(mu) * se[1]), LogLogistic = c(shape = se[2] / s, scale = exp(mu) * se[1]),
    Exponential = c(rate = exp(-mu) * se[1]), c(se[1], s * se[2]))
  names(error) <- names(value)
  paste0('{"family":"', family, '","lower":', list_of(lower), ',"upper":', list_of(upper), ',"weights":', list_of(weights),
         ',"parameters":', named(value), ',"standardErrors":', named(error),
         ',"logLikelihood":', trimws(number(m$loglik[2])), "}")
}

# Some exact, the others known to lie below, above or between.
censor <- function(x, positive) {
  n <- length(x); kind <- sample(c("exact", "right", "left", "interval"), n, TRUE, c(4, 3, 1, 2))
  width <- signif(sd(x), 3)
  lower <- ifelse(kind == "right", signif(x - width * runif(n, 0, .5), 4), ifelse(kind == "left", -Inf, ifelse(kind == "interval", floor(x / width) * width, x)))
  upper <- ifelse(kind == "right", Inf, ifelse(kind == "left", signif(x + width * runif(n, 0, .5), 4), ifelse(kind == "interval", (floor(x / width) + 1) * width, x)))
  if (positive) lower <- ifelse(lower <= 0, ifelse(kind == "right", signif(x / 3, 4), -Inf), lower)
  list(lower = lower, upper = upper)
}
n <- 60
draws <- list(
  Weibull = list("weibull", rweibull(n, 1.7, 12)), Exponential = list("exponential", rexp(n, 0.2)),
  LogNormal = list("lognormal", rlnorm(n, 1, 0.6)), LogLogistic = list("loglogistic", exp(1 + 0.4 * rlogis(n))),
  Normal = list("gaussian", rnorm(n, 5, 2)), Logistic = list("logistic", 3 + 1.5 * rlogis(n)))
fits <- unlist(lapply(names(draws), function(family) {
  x <- signif(draws[[family]][[2]], 6); dist <- draws[[family]][[1]]
  bounds <- censor(x, !(family %in% c("Normal", "Logistic")))
  c(fit_of(family, dist, bounds$lower, bounds$upper, rep(1, n)),
    fit_of(family, dist, bounds$lower, bounds$upper, signif(runif(n, 0.2, 3), 3)),
    fit_of(family, dist, ifelse(seq_len(n) %% 3 == 0, signif(0.8 * x, 4), x), ifelse(seq_len(n) %% 3 == 0, Inf, x), rep(1, n)))
}))
cat('{"versions":{"R":"', paste(R.version$major, R.version$minor, sep = "."), '","survival":"', as.character(packageVersion("survival")), '"},"fits":[\n', paste(fits, collapse = ",\n"), "\n]}\n", sep = "")
