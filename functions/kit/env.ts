// The environment is read when it is needed and never copied: a missing variable is one clear sentence.
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The environment variable ${name} is not set; .env.example says what it is for.`);
  return value;
}
