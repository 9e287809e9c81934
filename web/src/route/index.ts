export { Link } from "./link";
export { navigate, useParams, usePath, useSearch } from "./location";
