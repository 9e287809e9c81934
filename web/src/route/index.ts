export { Link } from "./link";
export { leftAt, navigate, useParams, usePath, useSearch } from "./location";
