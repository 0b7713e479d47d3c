import type { Question } from './questions.ts';

/** What is aimed at, and what may not be missed, on one process and 48 connections; against the bare server. */
export interface Goal {
  /** Of its throughput. */
  readonly throughput: number;
  /** Of its time of a request, of both sides together: below, the bench fails. What reads over shared connections no more is below. */
  readonly least: number;
  /** Times the throughput of PostGraphile. */
  readonly peer?: number;
}

export const GOALS: Readonly<Record<Question['name'], Goal>> = {
  catalogue: { throughput: 0.8, least: 0.6, peer: 2.5 },
  machine: { throughput: 0.8, least: 0.6, peer: 4 },
  renewals: { throughput: 0.75, least: 0.55, peer: 2.5 },
  eligibleServices: { throughput: 0.6, least: 0.55 },
};

/** Of the bare server's time of a request. */
export const PROCESSOR_GOAL = 0.7;
/** Times the bare server's 99th percentile. */
export const LATENCY_GOAL = 2.5;
/** Of the throughput at the smallest base that the largest may lose. */
export const GROWTH_GOAL = 0.15;
/** Times a plain COPY of the same rows. */
export const IMPORT_GOAL = 2.5;
