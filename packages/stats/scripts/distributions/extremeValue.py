"""References of the generalized extreme value distribution: python3 scripts/distributions/extremeValue.py."""

from mpmath import exp, expm1, inf, log, log1p, mpf

from reference import draws, write

# Annual maximum sea levels at Port Pirie, 1923 to 1987, in metres (Coles 2001, section 3.4.1).
levels = [4.03, 3.83, 3.65, 3.88, 4.01, 4.08, 4.18, 3.80, 4.36, 3.96, 3.98, 4.69, 3.85, 3.96, 3.85, 3.93, 3.75, 3.63,
          3.57, 4.25, 3.97, 4.05, 4.24, 4.22, 3.73, 4.37, 4.06, 3.71, 3.96, 4.06, 4.55, 3.79, 3.89, 4.11, 3.85, 3.86,
          3.86, 4.21, 4.01, 4.11, 4.24, 3.96, 4.21, 3.74, 3.85, 3.88, 3.66, 4.11, 3.71, 4.18, 3.90, 3.78, 3.91, 3.72,
          4.00, 3.66, 3.62, 4.33, 4.55, 3.75, 4.08, 3.90, 3.88, 3.94, 4.33]


def reduced(x, m, s, k):
    z = (x - m) / s
    return z if k == 0 else log1p(k * z) / k


def drawn(seed, shape):
    return draws(seed, 50, lambda u: 1e3 + 20 * float(expm1(shape * -log(-log(u))) / shape))


if __name__ == "__main__":
    write("generalizedExtremeValue", {
        "names": ["location", "scale", "shape"],
        "settings": [(0.0, 1.0, 0.1), (20.0, 3.0, -0.2), (-3.0, 0.5, 1e-9), (-3.0, 0.5, -1e-4), (0.0, 1.0, 0.0)],
        "points": lambda s: [s[0] + z * s[1] for z in (-2.0, -0.7, 0.0, 1e-9, 0.5, 2.0, 4.5)],
        "log_pdf": lambda x, m, s, k: -log(s) - (1 + k) * reduced(x, m, s, k) - exp(-reduced(x, m, s, k)),
        "cdf": lambda x, m, s, k: exp(-exp(-reduced(x, m, s, k))),
        "survival": lambda x, m, s, k: -expm1(-exp(-reduced(x, m, s, k))),
        "splits": lambda s: [mpf(s[0]) + mpf(s[1]) * z for z in ((-4, -2, 0, 2, 4) if s[2] < 0 else (-4, -2, 0, 2, 4, 10, 40, 200, 1e3, 1e4, 1e6))],
        # Where the density is below e^-1000, or has its end.
        "ends": lambda s: (
            mpf(s[0]) + mpf(s[1]) * (expm1(-7 * mpf(s[2])) / mpf(s[2]) if s[2] else -7),
            inf if s[2] >= 0 else mpf(s[0]) - mpf(s[1]) / mpf(s[2]),
        ),
        "fits": [(levels, (3.87, 0.2, -0.05)), (drawn(5, 0.3), (1e3, 20.0, 0.3)), (drawn(6, -0.35), (1e3, 20.0, -0.35))],
    })
