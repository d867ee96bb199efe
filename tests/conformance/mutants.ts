import {
  type AnyOp,
  add,
  type GradientContext,
  type GradientFunction,
  mul,
  type Tensor,
  zerosLike,
} from "@mebae/tensor";

/** A way to break a gradient rule. */
export interface Mutation {
  readonly name: string;
  readonly apply: (rule: GradientFunction, observed: Observed) => GradientFunction;
}

/** What a rule was seen to do. */
export interface Observed {
  readonly op: AnyOp;
  readonly input: number;
  /** Additions and subtractions that it makes: each has a term that can be forgotten. */
  additions: number;
  /** Whether it computes with x or y where nothing but the values tells them apart. */
  readsInputs: boolean;
}

/** While a rule with a forgotten term runs: which addition forgets which term. */
export const forgetting = { active: false, addition: 0, term: 0, seen: 0 };

export function mutationsOf(observed: Observed): Mutation[] {
  const list: Mutation[] = [
    { name: "is zero", apply: (rule) => (dy, context) => zerosLike(rule(dy, context)) },
    { name: "has the wrong sign", apply: (rule) => (dy, context) => mul(rule(dy, context), -1) },
    { name: "is 1 % too large", apply: (rule) => (dy, context) => mul(rule(dy, context), 1.01) },
    { name: "is off by 0.001 dy", apply: (rule) => (dy, context) => offset(rule(dy, context), dy) },
  ];
  if (observed.readsInputs) list.push({ name: "takes x for y", apply: swapInputs });
  for (let addition = 0; addition < observed.additions; addition++) {
    for (const term of [0, 1]) {
      list.push({
        name: `forgets term ${term} of addition ${addition}`,
        apply: (rule) => (dy, context) => forget(rule, dy, context, addition, term),
      });
    }
  }
  return list;
}

/** An error that a rule whose gradient happens to be zero would show too. */
function offset(gradient: Tensor, dy: Tensor): Tensor {
  return dy.shape.join() === gradient.shape.join() ? add(gradient, mul(dy, 1e-3)) : add(gradient, 1e-3);
}

/** Whether x and y could be taken for each other without a wrong shape or dtype. */
export function confusable({ x, y }: GradientContext): boolean {
  return y !== undefined && x.shape.join() === y.shape.join() && x.dtype === y.dtype;
}

function swapInputs(rule: GradientFunction): GradientFunction {
  return (dy, context) => {
    if (!confusable(context)) return rule(dy, context);
    const { x, y, inputs } = context;
    return rule(dy, { ...context, x: y, y: x, inputs: [y, x, ...inputs.slice(2)] });
  };
}

function forget(
  rule: GradientFunction,
  dy: Tensor,
  context: GradientContext,
  addition: number,
  term: number,
): Tensor {
  Object.assign(forgetting, { active: true, addition, term, seen: 0 });
  try {
    return rule(dy, context);
  } finally {
    forgetting.active = false;
  }
}
