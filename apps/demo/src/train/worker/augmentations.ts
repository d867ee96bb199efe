export { augmentations } from "@mebae/data";
