import { useRef } from "preact/hooks";
import { say } from "../../language/language.js";
import { messages } from "../messages.js";
import { layer, type Outcome } from "../state.js";
import "./graph.css";
import "./numbers.css";
import { FoundNumbers, GivenNumbers, Variable } from "./Variable.js";
import { Wires } from "./Wires.js";

/** The layer as a computational graph: inputs, the node, outputs. */
export function Graph({ outcome }: { readonly outcome: Outcome | undefined }) {
  const graph = useRef<HTMLDivElement>(null);
  const { inputs, between, output, upstream, operation, title } = layer.value;
  return (
    <section class="graph-box" aria-label={say(messages).graph(title)}>
      <div class="graph" ref={graph}>
        <Wires graph={graph} />
        <div class="side inputs">
          {inputs.map((given) => (
            <Variable key={given.name} name={given.name}>
              <GivenNumbers given={given} way="ahead" />
              {given.hasGradient !== false && (
                <FoundNumbers name={`d${given.name}`} way="back" outcome={outcome} />
              )}
            </Variable>
          ))}
        </div>
        <div class="node">
          <span class="operation">{operation}</span>
          <span class="title">{title}</span>
        </div>
        <div class="side outputs">
          {between && (
            <Variable name={between.name}>
              <FoundNumbers name={between.name} way="ahead" outcome={outcome} />
            </Variable>
          )}
          <Variable name={output.name}>
            <FoundNumbers name={output.name} way="ahead" outcome={outcome} />
            <GivenNumbers given={upstream} way="back" />
          </Variable>
        </div>
      </div>
    </section>
  );
}
