import { CopyLink } from "../controls/CopyLink.js";
import { say } from "../language/language.js";
import { mostLinked, setupLink } from "./link.js";
import { likelihood } from "./messages.js";
import { look, study, values } from "./state.js";

/** A link to these samples, this family and this place; where there are too many samples, that. */
export function ShareLink() {
  const text = say(likelihood);
  if (!study.value) return null;
  if (values.value.length > mostLinked) return <p class="hint">{text.tooManyToLink(mostLinked)}</p>;
  return (
    <div class="row">
      <CopyLink
        label={text.copyLink}
        copied={text.copied}
        here={text.link}
        // Whatever the link carries, a change of it is looked at anew.
        of={look.value}
        link={setupLink}
      />
    </div>
  );
}
