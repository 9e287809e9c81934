/** The looks of what stands on the first screen and around every other one. */
import { buttonRecipe, headingRecipe, skeletonRecipe, spinnerRecipe } from "@chakra-ui/react/theme";

export const recipes = {
  button: { ...buttonRecipe, defaultVariants: { size: "xs", variant: "solid" } },
  heading: headingRecipe,
  skeleton: skeletonRecipe,
  spinner: spinnerRecipe,
} as const;

/** There must be a place for those that come later. */
export const slotRecipes = {} as const;
