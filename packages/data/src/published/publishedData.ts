import type { RemoteFile } from "../download/download.js";

/** A data set that researchers publish, as its files are on the web. */
export interface PublishedData {
  readonly name: string;
  /** For people: what it shows. */
  readonly title: string;
  readonly classes: readonly string[];
  /** Licence or terms, and where they are stated. */
  readonly licence: string;
  /** What to cite. */
  readonly citation: string;
  readonly files: PublishedFiles;
}

/** How the files hold the examples. */
export type PublishedFiles =
  | { readonly format: "idx"; readonly train: IdxPair; readonly test: IdxPair }
  | { readonly format: "cifar"; readonly archive: RemoteFile };

export interface IdxPair {
  readonly images: RemoteFile;
  readonly labels: RemoteFile;
}

interface IdxFacts {
  readonly name: string;
  readonly mirrors: readonly string[];
  /** Of the images and labels for training, and those for testing. */
  readonly sha256: readonly [string, string, string, string];
}

/** The four files that MNIST and its followers consist of. */
function idxFiles({ name, mirrors, sha256 }: IdxFacts): PublishedFiles {
  const file = (part: string, i: number): RemoteFile => ({
    name: `${name}/${part}`,
    urls: mirrors.map((mirror) => mirror + part),
    sha256: sha256[i]!,
  });
  return {
    format: "idx",
    train: {
      images: file("train-images-idx3-ubyte.gz", 0),
      labels: file("train-labels-idx1-ubyte.gz", 1),
    },
    test: { images: file("t10k-images-idx3-ubyte.gz", 2), labels: file("t10k-labels-idx1-ubyte.gz", 3) },
  };
}

const digits = Array.from({ length: 10 }, (_, i) => String(i));

export const mnist: PublishedData = {
  name: "mnist",
  title: "handwritten digits, 28 × 28 grey; 60,000 to train and 10,000 to test",
  classes: digits,
  licence: "CC BY-SA 3.0",
  citation: "LeCun, Cortes, Burges: The MNIST database of handwritten digits (1998)",
  files: idxFiles({
    name: "mnist",
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
    sha256: [
      "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    ],
  }),
};

export const fashionMnist: PublishedData = {
  name: "fashion-mnist",
  title: "pictures of clothes, 28 × 28 grey; 60,000 to train and 10,000 to test",
  classes: [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
  ],
  licence: "MIT",
  citation: "Xiao, Rasul, Vollgraf: Fashion-MNIST (arXiv:1708.07747, 2017)",
  files: idxFiles({
    name: "fashion-mnist",
    mirrors: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    ],
    sha256: [
      "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
      "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
      "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
      "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    ],
  }),
};

export const kmnist: PublishedData = {
  name: "kmnist",
  title: "cursive Japanese characters (kuzushiji), 28 × 28 grey; 60,000 to train and 10,000 to test",
  classes: ["お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を"],
  licence: "CC BY-SA 4.0",
  citation: "Clanuwat et al.: Deep Learning for Classical Japanese Literature (arXiv:1812.01718, 2018)",
  files: idxFiles({
    name: "kmnist",
    mirrors: [
      "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
      "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
    ],
    sha256: [
      "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
      "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
      "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
      "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
    ],
  }),
};

export const cifar10: PublishedData = {
  name: "cifar-10",
  title: "photographs of ten kinds of things, 32 × 32 in colour; 50,000 to train and 10,000 to test",
  classes: [
    ...["airplane", "automobile", "bird", "cat", "deer"],
    ...["dog", "frog", "horse", "ship", "truck"],
  ],
  licence: "none stated",
  citation: "Krizhevsky: Learning Multiple Layers of Features from Tiny Images (2009)",
  files: {
    format: "cifar",
    archive: {
      name: "cifar-10/cifar-10-binary.tar.gz",
      urls: [
        "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
        "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/cifar-10-binary.tar.gz",
      ],
      sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
      bytes: 170_052_171,
    },
  },
};

/** What `getPublished` knows. */
export const publishedData: readonly PublishedData[] = [mnist, fashionMnist, kmnist, cifar10];
