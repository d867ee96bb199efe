import type { ComponentChildren } from "preact";
import type { Method } from "./setup.js";

/** A formula, with how it is read aloud. */
function Formula({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <math class="formula" aria-label={label}>
      <mrow>{children}</mrow>
    </math>
  );
}

const W = <mi>W</mi>;
const arrow = <mo>←</mo>;
/** The gradient's step, as Adam takes it. */
const descent = (
  <>
    <mi>η</mi>
    <mover accent>
      <mi>g</mi>
      <mo stretchy={false}>^</mo>
    </mover>
  </>
);

/** The right form of each method, as DESIGN.md has it. */
export const formulas: Readonly<Record<Method, () => ComponentChildren>> = {
  nothing: () => (
    <Formula label="W becomes W minus eta times g">
      {W}
      {arrow}
      {W}
      <mo>−</mo>
      {descent}
    </Formula>
  ),
  weightDecay: () => (
    <Formula label="W becomes W minus eta times g minus eta times lambda times W">
      {W}
      {arrow}
      {W}
      <mo>−</mo>
      {descent}
      <mo>−</mo>
      <mi>η</mi>
      <mi>λ</mi>
      {W}
    </Formula>
  ),
  dropout: () => (
    <Formula label="y = m x divided by 1 minus p, m is 0 with probability p, else 1">
      <mi>y</mi>
      <mo>=</mo>
      <mfrac>
        <mrow>
          <mi>m</mi>
          <mi>x</mi>
        </mrow>
        <mrow>
          <mn>1</mn>
          <mo>−</mo>
          <mi>p</mi>
        </mrow>
      </mfrac>
      <mo>,</mo>
      <mi>P</mi>
      <mo>(</mo>
      <mi>m</mi>
      <mo>=</mo>
      <mn>0</mn>
      <mo>)</mo>
      <mo>=</mo>
      <mi>p</mi>
    </Formula>
  ),
  batchNorm: () => (
    <Formula label="y = gamma times x minus mu, divided by the root of sigma squared plus epsilon, plus beta">
      <mi>y</mi>
      <mo>=</mo>
      <mi>γ</mi>
      <mfrac>
        <mrow>
          <mi>x</mi>
          <mo>−</mo>
          <mi>μ</mi>
        </mrow>
        <msqrt>
          <msup>
            <mi>σ</mi>
            <mn>2</mn>
          </msup>
          <mo>+</mo>
          <mi>ε</mi>
        </msqrt>
      </mfrac>
      <mo>+</mo>
      <mi>β</mi>
    </Formula>
  ),
  earlyStopping: () => (
    <Formula label="W becomes the W of the step t whose validation loss is smallest">
      {W}
      {arrow}
      <msub>
        {W}
        <msup>
          <mi>t</mi>
          <mo>*</mo>
        </msup>
      </msub>
      <mo>,</mo>
      <msup>
        <mi>t</mi>
        <mo>*</mo>
      </msup>
      <mo>=</mo>
      <munder>
        <mrow>
          <mi>arg</mi>
          <mi>min</mi>
        </mrow>
        <mi>t</mi>
      </munder>
      <msub>
        <mi>L</mi>
        <mi>val</mi>
      </msub>
      <mo>(</mo>
      <msub>
        {W}
        <mi>t</mi>
      </msub>
      <mo>)</mo>
    </Formula>
  ),
  weightNoise: () => (
    <Formula label="y = f of x and W plus e, e normal with mean 0 and variance sigma squared">
      <mi>y</mi>
      <mo>=</mo>
      <mi>f</mi>
      <mo>(</mo>
      <mi>x</mi>
      <mo>;</mo>
      {W}
      <mo>+</mo>
      <mi>e</mi>
      <mo>)</mo>
      <mo>,</mo>
      <mi>e</mi>
      <mo>~</mo>
      <mi>N</mi>
      <mo>(</mo>
      <mn>0</mn>
      <mo>,</mo>
      <msup>
        <mi>σ</mi>
        <mn>2</mn>
      </msup>
      <mo>)</mo>
    </Formula>
  ),
};
