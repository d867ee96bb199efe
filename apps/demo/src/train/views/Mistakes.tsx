import { text, written } from "../messages/messages.js";
import type { ConfusionProps } from "./Confusion.js";
import { mistakesOf } from "./mistakesOf.js";

/** So many are listed. */
const most = 12;

/** Of many classes: what was taken for what most often, where it was wrong. */
export function Mistakes({ counts, classes }: ConfusionProps) {
  const { views: words } = text();
  const mistakes = mistakesOf(counts, most);
  return (
    <figure class="chart confusion">
      <figcaption>
        <span class="title">{words.mistakes}</span>
      </figcaption>
      {mistakes.length === 0 ? (
        <p>{words.noMistakes}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.expected}</th>
              <th scope="col">{words.predicted}</th>
              <th scope="col" class="number">
                {words.often}
              </th>
            </tr>
          </thead>
          <tbody>
            {mistakes.map(({ expected, predicted, count }) => (
              <tr key={`${expected} ${predicted}`}>
                <td>{classes[expected]}</td>
                <td>{classes[predicted]}</td>
                <td class="number">{written(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </figure>
  );
}
