/** What a part of the lab format is for, told in full, and pieces of a lab.yaml that show it. */
export interface Words {
  /** Markdown of one paragraph; editors show it too. */
  description: string;
  /** YAML that fits into labs/two-clients: keys of a lab.yaml, as they would stand there. */
  example: string;
}
