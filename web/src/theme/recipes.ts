/** The looks of what stands on the first screen and around every other one. */
import { alertSlotRecipe, badgeRecipe, buttonRecipe, emptyStateSlotRecipe, headingRecipe, skeletonRecipe, spinnerRecipe } from "@chakra-ui/react/theme";

export const recipes = {
  badge: badgeRecipe,
  button: { ...buttonRecipe, defaultVariants: { size: "xs", variant: "solid" } },
  heading: headingRecipe,
  skeleton: skeletonRecipe,
  spinner: spinnerRecipe,
} as const;

export const slotRecipes = { alert: alertSlotRecipe, emptyState: emptyStateSlotRecipe } as const;
