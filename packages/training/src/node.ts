export { loadModelFolder, saveModelFolder } from "./folder/modelFolder.js";
export { assertWritable, folderFiles } from "./folder/nodeFiles.js";
