import { useEffect, useState } from "preact/hooks";
import { Pixels } from "../../charts/Pixels.js";
import { say } from "../../language/language.js";
import { percent } from "../../language/numbers.js";
import { network } from "../../train/state.js";
import { draw } from "../messages.js";
import { guessOf, type Reading } from "../reading.js";
import { pixels, problem, reading } from "../state.js";

/** What the network makes of the drawing, now. */
export function Answer() {
  const text = say(draw);
  const sentence = sentenceOf(reading.value);
  const classes = reading.value?.classes ?? network.value?.classes ?? [];
  return (
    <div class="panel answer">
      {problem.value ? (
        <p class="problem" role="alert">
          {text.problem(problem.value)}
        </p>
      ) : (
        <p class="guess">{sentence}</p>
      )}
      <Spoken sentence={reading.value ? sentence : ""} />
      <div class="seen">
        <Seen />
        <div>
          <h2 id="probabilities">{text.probabilities}</h2>
          <ol class="bars" aria-labelledby="probabilities">
            {classes.map((name, place) => (
              <Bar key={name} name={name} share={reading.value?.probabilities[place]} />
            ))}
          </ol>
        </div>
      </div>
    </div>
  );
}

function sentenceOf(found: Reading | undefined): string {
  const text = say(draw);
  if (!found) return text.waiting;
  const { best, probability, second, secondProbability, isSure } = guessOf(found);
  return isSure
    ? text.sure(best, percent(probability))
    : text.unsure(best, percent(probability), second, percent(secondProbability));
}

/** The answer for a screen reader, once the hand rests: read out at each stroke it would never end. */
function Spoken({ sentence }: { readonly sentence: string }) {
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(sentence), 600);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <p role="status" class="hidden">
      {spoken}
    </p>
  );
}

function Seen() {
  const text = say(draw);
  const [height, width] = network.value?.size ?? [24, 24];
  const seen = pixels.value;
  const rgba = new Uint8ClampedArray(4 * height * width);
  for (let i = 0; i < height * width; i++) {
    rgba.fill(Math.round(255 * (seen?.[i] ?? 0)), 4 * i, 4 * i + 3);
    rgba[4 * i + 3] = 255;
  }
  return (
    <figure>
      <Pixels width={width} height={height} rgba={rgba} label={text.seesLabel(height, width)} />
      <figcaption>{text.sees}</figcaption>
    </figure>
  );
}

function Bar({ name, share }: { readonly name: string; readonly share: number | undefined }) {
  return (
    <li>
      <span class="name">{name}</span>
      <span class="amount" style={{ "--share": share ?? 0 }} />
      <span class="share">{share === undefined ? "–" : percent(share)}</span>
    </li>
  );
}
