import { Box } from "@chakra-ui/react";
import {
  Ban,
  BoxSelect,
  Circle,
  CircleDot,
  CircleDotDashed,
  CirclePlay,
  Clock,
  Code,
  CornerDownRight,
  Inbox,
  type LucideIcon,
  Mail,
  PenLine,
  Pentagon,
  Square,
  SquarePlus,
  User,
  X,
  Zap,
} from "lucide-react";
import { type Kind, kinds } from "../kinds";

const icons: Record<Kind, LucideIcon> = {
  start: CirclePlay,
  end: CircleDot,
  endTerminate: Ban,
  endError: Zap,
  timer: Clock,
  message: Mail,
  userTask: User,
  serviceTask: PenLine,
  scriptTask: Code,
  receiveTask: Inbox,
  manualTask: Square,
  callActivity: CornerDownRight,
  subProcess: BoxSelect,
  exclusive: X,
  parallel: SquarePlus,
  inclusive: Circle,
  eventBased: Pentagon,
  boundaryTimer: Clock,
  boundaryMessage: Mail,
  boundaryError: CircleDotDashed,
};
const colours = { tasks: "brand.fg", gateways: "fg.warning", events: "fg.success", boundaries: "fg.info" } as const;

export function KindIcon({ kind }: { kind: Kind }) {
  const Icon = icons[kind];
  return (
    <Box as="span" color={colours[kinds[kind].group]} aria-hidden>
      <Icon size={15} />
    </Box>
  );
}
