import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { device } from "../engine/engine.js";
import { say } from "../language/language.js";
import { network, view } from "../train/state.js";
import "./draw.css";
import { draw } from "./messages.js";
import { Answer } from "./panels/Answer.js";
import { Examples } from "./panels/Examples.js";
import { NetworkNote } from "./panels/NetworkNote.js";
import { Surface } from "./panels/Surface.js";
import {
  beginByItself,
  canRead,
  clear,
  isBlank,
  isLost,
  pixels,
  read,
  strokes,
  trainWhenMade,
  undo,
} from "./state.js";

/** A digit drawn by hand, read by the network of the room of training; where there is none, it is trained here. */
export function DrawTab() {
  useEffect(beginByItself, []);
  useSignalEffect(trainWhenMade);
  useSignalEffect(() => {
    // While the network learns, or another device computes it, the same drawing is read anew.
    void network.value;
    void view.value;
    void device.value;
    void pixels.value;
    void read();
  });
  const text = say(draw);
  return (
    <div class="drawing">
      <div class="panel">
        <Surface />
        <div class="row">
          <button type="button" onClick={undo} disabled={strokes.value.length === 0}>
            {text.undo}
          </button>
          <button type="button" onClick={clear} disabled={isBlank.value}>
            {text.clear}
          </button>
        </div>
      </div>
      <div class="readings">
        {canRead.value && !isLost.value && <Answer />}
        <NetworkNote />
        <Examples />
      </div>
      <p class="note">{text.keys}</p>
    </div>
  );
}
