/** Whether there is a query editor that people can be led to: by what it is asked for. */
export const HAS_EDITOR = Symbol('whether there is a query editor');
