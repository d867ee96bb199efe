import type { ComponentChildren } from "preact";

const theta = <mi>θ</mi>;
const xi = (
  <msub>
    <mi>x</mi>
    <mi>i</mi>
  </msub>
);
const density = (
  <mrow>
    <mi>p</mi>
    <mo>(</mo>
    {xi}
    <mo>;</mo>
    {theta}
    <mo>)</mo>
  </mrow>
);
const best = (
  <mover>
    {theta}
    <mo>^</mo>
  </mover>
);
const of = (name: ComponentChildren, argument: ComponentChildren) => (
  <>
    {name}
    <mrow>
      <mo>(</mo>
      {argument}
      <mo>)</mo>
    </mrow>
  </>
);
const over = (operator: string) => (
  <munder>
    <mo>{operator}</mo>
    <mi>i</mi>
  </munder>
);

/** L(θ) = ∏ p(xᵢ; θ) */
export const likelihoodFormula = (
  <math>
    {of(<mi>L</mi>, theta)}
    <mo>=</mo>
    {over("∏")}
    {density}
  </math>
);

/** l(θ) = Σ log p(xᵢ; θ) */
export const logLikelihoodFormula = (
  <math>
    {of(<mi>l</mi>, theta)}
    <mo>=</mo>
    {over("∑")}
    <mi>log</mi>
    <mspace width="0.17em" />
    {density}
  </math>
);

/** ∂l/∂θ */
export function Slope({ symbol }: { readonly symbol: string }) {
  return (
    <math>
      <mfrac>
        <mrow>
          <mo>∂</mo>
          <mi>l</mi>
        </mrow>
        <mrow>
          <mo>∂</mo>
          <mi>{symbol}</mi>
        </mrow>
      </mfrac>
    </math>
  );
}

const derivative = (order: number) => (
  <mfrac>
    <mrow>
      {order === 1 ? (
        <mo>∂</mo>
      ) : (
        <msup>
          <mo>∂</mo>
          <mn>2</mn>
        </msup>
      )}
      <mi>l</mi>
    </mrow>
    <mrow>
      <mo>∂</mo>
      {order === 1 ? (
        theta
      ) : (
        <msup>
          {theta}
          <mn>2</mn>
        </msup>
      )}
    </mrow>
  </mfrac>
);

/** θ ← θ - H⁻¹g, g = ∂l/∂θ, H = ∂²l/∂θ² */
export const newtonFormula = (
  <math>
    {theta}
    <mo>←</mo>
    {theta}
    <mo>−</mo>
    <msup>
      <mi>H</mi>
      <mrow>
        <mo>−</mo>
        <mn>1</mn>
      </mrow>
    </msup>
    <mi>g</mi>
    <mo>,</mo>
    <mspace width="0.6em" />
    <mi>g</mi>
    <mo>=</mo>
    {derivative(1)}
    <mo>,</mo>
    <mspace width="0.6em" />
    <mi>H</mi>
    <mo>=</mo>
    {derivative(2)}
  </math>
);

/** l(θ) > l(θ̂) - ½χ² */
export const intervalFormula = (
  <math>
    {of(<mi>l</mi>, theta)}
    <mo>&gt;</mo>
    {of(<mi>l</mi>, best)}
    <mo>−</mo>
    <mfrac>
      <mn>1</mn>
      <mn>2</mn>
    </mfrac>
    <msup>
      <mi>χ</mi>
      <mn>2</mn>
    </msup>
  </math>
);
