// What trains and predicts, in a file of its own: a room is there sooner when it is fetched once a network first learns.
export { evaluate, predict, Trainer } from "@mebae/training";
