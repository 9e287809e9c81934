import { actorOf } from "../kit/actor";
import { domain } from "../kit/domain";
import { getFor, getMine } from "./absence/get";
import { putFor, putMine } from "./absence/put";
import { removeFor, removeMine } from "./absence/remove";
import { resolve } from "./actors/resolve";
import { resolveCallers } from "./actors/resolve-callers";
import { create as createDepartment } from "./departments/create";
import { get as getDepartment } from "./departments/get";
import { list as listDepartments } from "./departments/list";
import { remove as removeDepartment } from "./departments/remove";
import { update as updateDepartment } from "./departments/update";
import { cards } from "./directory/cards";
import { invite } from "./directory/invite";
import { memberships } from "./directory/memberships";
import { participants } from "./directory/participants";
import { totals } from "./directory/totals";
import { create as createGroup } from "./groups/create";
import { get as getGroup } from "./groups/get";
import { list as listGroups } from "./groups/list";
import { add as addMember, list as listMembers, remove as removeMember } from "./groups/members";
import { remove as removeGroup } from "./groups/remove";
import { update as updateGroup } from "./groups/update";
import { get as getMe } from "./me/get";
import { update as updateMe } from "./me/update";
import { create as createUser } from "./users/create";
import { get as getUser } from "./users/get";
import { list as listUsers } from "./users/list";
import { update as updateUser } from "./users/update";

const users = [listUsers, createUser, getUser, updateUser, getMe, updateMe];
const groups = [listGroups, createGroup, getGroup, updateGroup, removeGroup, listMembers, addMember, removeMember];
const departments = [listDepartments, createDepartment, getDepartment, updateDepartment, removeDepartment];
const absences = [getMine, putMine, removeMine, getFor, putFor, removeFor];
const internal = [resolve, participants, memberships, cards, totals, invite];

/** The identity domain's Lambda. It asks nobody who somebody is: it reads its own table, each time. */
export const handler = domain("identity", [...users, ...groups, ...departments, ...absences, ...internal], {
  resolveActor: async (caller, { db }) => actorOf(caller, (await resolveCallers(db, [caller]))[0]),
});
