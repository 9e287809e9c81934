// Cases of the TCK that do not pass, each with its reason; tck.test.ts fails when one of them passes.
const ITEM_DEFINITION = "needs the item definitions of the DMN model around the expression; a type that nobody defined is refused";
const TYPED_DECISION = "expects the conversion of a decision's result to its declared type, which stands in the DMN model, not in the expression";
const BACK_REFERENCE = "back-references can't be matched in linear time, so patterns with them are refused";

export const exceptions: Record<string, string> = {
  "0070-feel-instance-of/number_013/number_013": ITEM_DEFINITION,
  "0070-feel-instance-of/string_013/string_013": ITEM_DEFINITION,
  "0070-feel-instance-of/list_014/list_014": ITEM_DEFINITION,
  "0070-feel-instance-of/list_017/list_017": ITEM_DEFINITION,
  "0070-feel-instance-of/list_019/list_019": ITEM_DEFINITION,
  "0070-feel-instance-of/context_013/context_013": ITEM_DEFINITION,
  "0070-feel-instance-of/context_015/context_015": ITEM_DEFINITION,
  "0070-feel-instance-of/context_016/context_016": ITEM_DEFINITION,
  "0082-feel-coercion/decision_001/decision_001": TYPED_DECISION,
  "0082-feel-coercion/decision_003/decision_003": TYPED_DECISION,
  "0082-feel-coercion/decision_005/decision_005": TYPED_DECISION,
  "0082-feel-coercion/decision_006_a/decision_006_a": TYPED_DECISION,
  "0082-feel-coercion/decision_007/decision_007": TYPED_DECISION,
  "0082-feel-coercion/literal_002/literal_002": TYPED_DECISION,
  "0082-feel-coercion/decisionService_001/decision_ds_001": TYPED_DECISION,
  "1111-feel-matches-function/K2-MatchesFunc-17/K2-MatchesFunc-17": BACK_REFERENCE,
};
