export { type AffineOptions, affine } from "./augmentation/affine.js";
export type { Augmentation, AugmentationBatch } from "./augmentation/augmentation.js";
export { type BlurOptions, blur } from "./augmentation/blur.js";
export { type ColourJitterOptions, colourJitter } from "./augmentation/colourJitter.js";
export { compose } from "./augmentation/compose.js";
export {
  type ContactSheetOptions,
  contactSheet,
  type Picture,
  someOfEach,
} from "./augmentation/contactSheet.js";
export { type CutMixOptions, cutMix } from "./augmentation/cutMix.js";
export { type ElasticOptions, elastic } from "./augmentation/elastic.js";
export { type FlipOptions, flips } from "./augmentation/flips.js";
export { type GainOptions, gain } from "./augmentation/gain.js";
export { type GammaOptions, gamma } from "./augmentation/gamma.js";
export { type MixUpOptions, mixUp } from "./augmentation/mixUp.js";
export { type NoiseOptions, noise } from "./augmentation/noise.js";
export { type Operation, operations } from "./augmentation/operations.js";
export { type PadAndCropOptions, padAndCrop } from "./augmentation/padAndCrop.js";
export { type PerspectiveOptions, perspective } from "./augmentation/perspective.js";
export { type PosterizeOptions, posterize } from "./augmentation/posterize.js";
export { augmentations, type Preset, type PresetOptions } from "./augmentation/presets.js";
export { type RandAugmentOptions, randAugment } from "./augmentation/randAugment.js";
export { type RandomErasingOptions, randomErasing } from "./augmentation/randomErasing.js";
export { type RandomResizedCropOptions, randomResizedCrop } from "./augmentation/randomResizedCrop.js";
export { type SolarizeOptions, solarize } from "./augmentation/solarize.js";
export { sometimes } from "./augmentation/sometimes.js";
export { type TableNoiseOptions, tableNoise } from "./augmentation/tableNoise.js";
export { type ThicknessOptions, thickness } from "./augmentation/thickness.js";
export { type TrivialAugmentOptions, trivialAugment } from "./augmentation/trivialAugment.js";
export type { Warp } from "./augmentation/warp.js";
export { type BatchOptions, batches, featureBatches } from "./batches.js";
export {
  type ClassTarget,
  classTarget,
  Dataset,
  type DatasetParts,
  exampleSize,
  type Features,
  type NumberTarget,
  type Target,
} from "./dataset.js";
export { type DigitOptions, generateDigits } from "./digits/generateDigits.js";
export { type DownloadCache, memoryCache, type Part } from "./download/cache.js";
export {
  type DownloadOptions,
  type DownloadProgress,
  download,
  type RemoteFile,
  sha256Of,
} from "./download/download.js";
export type { Example, Examples, Prepared } from "./examples/examples.js";
export { groupsByPattern } from "./examples/groups/groupsByPattern.js";
export { groupsFromTable } from "./examples/groups/groupsFromTable.js";
export { groupsInARow } from "./examples/groups/groupsInARow.js";
export {
  describeImage,
  type ImageExamplesOptions,
  imageExamples,
  imagesOf,
} from "./examples/imageExamples.js";
export { allOf, foldsOf, heldOut } from "./examples/splits.js";
export { describeRow, type TableExamplesOptions, tableExamples, tableOf } from "./examples/tableExamples.js";
export {
  type Batch,
  type Batches,
  type FeatureBatch,
  featureTensor,
  targetTensor,
} from "./loader/batch.js";
export { type EpochOptions, Loader, type LoaderOptions } from "./loader/loader.js";
export type { Sampling } from "./loader/order.js";
export type { Lookup } from "./loader/prefetcher.js";
export type {
  CategoryPlan,
  ColumnPlan,
  DatePlan,
  Indicators,
  LeftOut,
  MissingRule,
  NumberPlan,
} from "./preparation/columnPlan.js";
export {
  type ExamplePreparation,
  ImagePreparation,
  type ImagePreparationJSON,
  imagePreparation,
  type PreparationSteps,
} from "./preparation/imagePreparation.js";
export {
  type Preparation,
  type PreparationJSON,
  preparationFromJSON,
} from "./preparation/preparationFromJSON.js";
export {
  TablePreparation,
  type TablePreparationJSON,
  type TablePreparationOptions,
  tablePreparation,
} from "./preparation/tablePreparation.js";
export {
  type ClassPlan,
  inferTarget,
  type NumberTargetPlan,
  readTarget,
  scaleTarget,
  type TargetPlan,
  type Task,
  unscaleTarget,
} from "./preparation/target.js";
export { getPublished, publishedNamed, type TrainAndTest } from "./published/getPublished.js";
export {
  cifar10,
  fashionMnist,
  type IdxPair,
  kmnist,
  mnist,
  type PublishedData,
  type PublishedFiles,
  publishedData,
} from "./published/publishedData.js";
export { gunzip, isGzip, type SourceOptions } from "./sources/gzip.js";
export { type IdxImagesOptions, idxImages, type NamedBytes } from "./sources/idxImages.js";
export type { DecodedImage, Extents, ImageDecoder } from "./sources/images/decoder.js";
export { directoryFiles } from "./sources/images/directoryFiles.js";
export type { Fit } from "./sources/images/fitImage.js";
export {
  type ImageFile,
  type ImageFolder,
  type ImageFolderOptions,
  type ImageProgress,
  imageFolder,
} from "./sources/images/imageFolder.js";
export type { ImageFormat } from "./sources/images/imageHeader.js";
export type { SeenImages, Spread } from "./sources/images/seenImages.js";
export { type ArrayNames, partsOfArrays } from "./sources/numpy/chooseArrays.js";
export type { NpyNumbers } from "./sources/numpy/npyElements.js";
export type { NumpyFiles } from "./sources/numpy/numpyArrays.js";
export { type NumpyOptions, numpyDataset } from "./sources/numpy/numpyDataset.js";
export type { ImageLayout } from "./sources/numpy/numpyFeatures.js";
export { type NpyArray, type NpyNumberArray, type NpyTextArray, readNpy } from "./sources/numpy/readNpy.js";
export { readNpz } from "./sources/numpy/readNpz.js";
export { type OpenedData, type OpenOptions, openData } from "./sources/openData.js";
export { type CifarOptions, type CifarVariant, readCifar, readClassNames } from "./sources/readCifar.js";
export { type IdxArray, type IdxData, type IdxDType, readIdx } from "./sources/readIdx.js";
export { readJsonLines } from "./sources/readJsonLines.js";
export { type ParquetOptions, readParquet } from "./sources/readParquet.js";
export { type DataKind, type Sniffed, sniff } from "./sources/sniff.js";
export { type Groups, groupKFold, groupSplit } from "./splits/groupSplit.js";
export { type KFoldOptions, kFold } from "./splits/kFold.js";
export { randomSplit } from "./splits/randomSplit.js";
export type { FoldOptions, Split, SplitOptions } from "./splits/split.js";
export { stratifiedSplit } from "./splits/stratifiedSplit.js";
export { timeKFold, timeSplit } from "./splits/timeSplit.js";
export type { ColumnType } from "./table/inferType.js";
export type { DecimalMark } from "./table/parseNumber.js";
export { type CsvOptions, type Delimiter, defaultMissing, readCsv } from "./table/readCsv.js";
export { type Cell, Table, type TableParts } from "./table/table.js";
export { type ValueTableOptions, type ValueTableParts, valueTable } from "./table/valueTable.js";
