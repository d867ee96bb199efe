import { render } from "preact";
import "./styles/colours.css";
import "./styles/page.css";
import "./styles/controls.css";
import "./styles/charts.css";
import { refuseStrayDrops } from "./controls/strayDrops.js";
import { registerOffline } from "./offline/register.js";
import { Page } from "./shell/Page.js";

const root = document.getElementById("page")!;
root.textContent = "";
render(<Page />, root);
registerOffline();
refuseStrayDrops();
