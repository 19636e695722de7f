// Generated from contract/openapi.json by `npm run types`; do not edit.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "ok",
                         *       "detail": null
                         *     }
                         */
                        "application/json": components["schemas"]["HealthAnswer"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The store takes writes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "ok",
                         *       "detail": null
                         *     }
                         */
                        "application/json": components["schemas"]["HealthAnswer"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name and version */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "training-monitor",
                         *       "version": "0.1.0",
                         *       "wire_version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["VersionAnswer"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the runs of a filter spread over the values of some fields
         * @description The filter of GET /api/runs; field (repeatable, up to 24): status, project, group, tags, hosts, a number or instant of a run, config.<key> or metric.<key>[.min|.max|.best]; bins 2 to 64. Each field is counted over the runs that the other conditions leave, and of those the runs that the whole filter leaves.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Repeatable, 1 to 24: status, project, group, tags, hosts, created_at, started_at, ended_at, updated_at, step, total_steps, progress, attempt, config.<key> or metric.<key>[.min|.max|.best].
                     * @example config.optimizer.name
                     */
                    field?: string;
                    /**
                     * @description Into how many bins numbers are counted, 2 to 64; 24 when absent. Settings with up to twelve different numbers are counted one by one.
                     * @example 24
                     */
                    bins?: number;
                    /**
                     * @description The filter, here and below, is that of the list of runs.
                     * @example running,failed
                     */
                    status?: string;
                    /**
                     * @description Of this project only.
                     * @example digits
                     */
                    project?: string;
                    /**
                     * @description Of this group only.
                     * @example sweep-1
                     */
                    group?: string;
                    /**
                     * @description Repeatable; all of them must be on the run.
                     * @example baseline
                     */
                    tag?: string;
                    /**
                     * @description Text in the name, the notes, a tag or the id, whatever the case.
                     * @example mnist
                     */
                    q?: string;
                    /**
                     * @description Comma separated; of these runs only. Those that are not there are left out.
                     * @example mnist-1,mnist-2
                     */
                    id?: string;
                    /**
                     * @description Comma separated; seen on one of these machines.
                     * @example gpu01
                     */
                    host?: string;
                    /**
                     * @description Repeatable; a comparison with an instant, seconds since the epoch, today (its first moment, UTC), or so many days or hours ago.
                     * @example ge:7d
                     */
                    created_at?: string;
                    /**
                     * @description A comparison with a config value.
                     * @example gt:0.0001
                     */
                    "config.<key>"?: string;
                    /**
                     * @description A comparison with a metric.
                     * @example lt:0.3
                     */
                    "metric.<key>"?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "total": 1,
                         *       "facets": [
                         *         {
                         *           "field": "config.optimizer.name",
                         *           "kind": "values",
                         *           "missing": 0,
                         *           "distinct": 1,
                         *           "values": [
                         *             {
                         *               "value": "adam",
                         *               "count": 1,
                         *               "left": 1
                         *             }
                         *           ],
                         *           "scale": null,
                         *           "edges": null,
                         *           "counts": null,
                         *           "left": null
                         *         },
                         *         {
                         *           "field": "metric.train/loss",
                         *           "kind": "numbers",
                         *           "missing": 0,
                         *           "distinct": null,
                         *           "values": null,
                         *           "scale": "linear",
                         *           "edges": [
                         *             0.4,
                         *             0.4
                         *           ],
                         *           "counts": [
                         *             1
                         *           ],
                         *           "left": [
                         *             1
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["RunFacets"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many runs of a filter have each value of a field, and what their numbers are
         * @description The filter of GET /api/runs; by: status, project, group, tags (all of a run's tags together) or config.<key>, at most 1,000 different values; field (repeatable, up to 24): step, epoch, progress, total_steps, attempt, config.<key> or metric.<key>[.min|.max|.best], of which each group tells count, mean, least and greatest finite number. Groups lie in the order in which GET /api/runs with the same by lists their runs.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description status, project, group, tags (all of a run's tags together) or config.<key>; at most 1,000 different values.
                     * @example config.optimizer.name
                     */
                    by?: string;
                    /**
                     * @description Repeatable, up to 24: step, epoch, progress, total_steps, attempt, config.<key> or metric.<key>[.min|.max|.best].
                     * @example metric.train/loss
                     */
                    field?: string;
                    /**
                     * @description The filter, here and below, is that of the list of runs.
                     * @example running,failed
                     */
                    status?: string;
                    /**
                     * @description Of this project only.
                     * @example digits
                     */
                    project?: string;
                    /**
                     * @description Of this group only.
                     * @example sweep-1
                     */
                    group?: string;
                    /**
                     * @description Repeatable; all of them must be on the run.
                     * @example baseline
                     */
                    tag?: string;
                    /**
                     * @description Text in the name, the notes, a tag or the id, whatever the case.
                     * @example mnist
                     */
                    q?: string;
                    /**
                     * @description Comma separated; of these runs only. Those that are not there are left out.
                     * @example mnist-1,mnist-2
                     */
                    id?: string;
                    /**
                     * @description Comma separated; seen on one of these machines.
                     * @example gpu01
                     */
                    host?: string;
                    /**
                     * @description Repeatable; a comparison with an instant, seconds since the epoch, today (its first moment, UTC), or so many days or hours ago.
                     * @example ge:7d
                     */
                    created_at?: string;
                    /**
                     * @description A comparison with a config value.
                     * @example gt:0.0001
                     */
                    "config.<key>"?: string;
                    /**
                     * @description A comparison with a metric.
                     * @example lt:0.3
                     */
                    "metric.<key>"?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "by": "config.optimizer.name",
                         *       "total": 1,
                         *       "groups": [
                         *         {
                         *           "value": "adam",
                         *           "count": 1,
                         *           "numbers": [
                         *             {
                         *               "count": 1,
                         *               "mean": 0.4,
                         *               "min": 0.4,
                         *               "max": 0.4
                         *             },
                         *             {
                         *               "count": 1,
                         *               "mean": 3,
                         *               "min": 3,
                         *               "max": 3
                         *             }
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["RunGroups"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the history of metrics
         * @description keys (comma separated; * stands for any text, as in val/* or *\/loss), x (step, time or a metric), from, to, points (1 to 20000, 0 for every raw point), segment (current, all or a number). More points than asked for come as buckets with their exact first, last, min, max, sum and counts. Accept: application/x-tmon-columns gives arrays of float64, drawn in contract/live.md.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Metric names, comma separated; val/* takes all that begin so. Everything when absent.
                     * @example train/loss,val/*
                     */
                    keys?: string;
                    /**
                     * @description step (default), time, or a metric whose values at the same steps are the x.
                     * @example step
                     */
                    x?: string;
                    /**
                     * @description Least x: a step, seconds since 1970, or the metric's value.
                     * @example 1
                     */
                    from?: number;
                    /**
                     * @description Greatest x, as from.
                     * @example 1000
                     */
                    to?: number;
                    /**
                     * @description 1 to 20000; 1500 when absent; 0 for every raw point, streamed.
                     * @example 1500
                     */
                    points?: number;
                    /**
                     * @description current (default), all, or a number from 1.
                     * @example all
                     */
                    segment?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "run_id": "mnist-1",
                         *       "cursor": 4,
                         *       "x": "step",
                         *       "series": [
                         *         {
                         *           "kind": "raw",
                         *           "steps": [
                         *             1,
                         *             2,
                         *             3
                         *           ],
                         *           "times": [
                         *             1763805000.25,
                         *             1763805000.5,
                         *             1763805000.75
                         *           ],
                         *           "values": [
                         *             0.5,
                         *             "NaN",
                         *             0.4
                         *           ],
                         *           "run_id": "mnist-1",
                         *           "key": "train/loss",
                         *           "segment": 1,
                         *           "total": 3
                         *         },
                         *         {
                         *           "kind": "raw",
                         *           "steps": [
                         *             3
                         *           ],
                         *           "times": [
                         *             1763805000.75
                         *           ],
                         *           "values": [
                         *             0.6
                         *           ],
                         *           "run_id": "mnist-1",
                         *           "key": "val/loss",
                         *           "segment": 1,
                         *           "total": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["SeriesAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Write points: one, an array of them, or a columnar batch
         * @description Answers after the points are durable. With writer and seq a batch is stored exactly once, however often it is sent.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "writer": "gpu01-4711",
                     *       "seq": 1,
                     *       "rank": 0,
                     *       "steps": [
                     *         1,
                     *         2,
                     *         3
                     *       ],
                     *       "times": [
                     *         1763805000.25,
                     *         1763805000.5,
                     *         1763805000.75
                     *       ],
                     *       "metrics": {
                     *         "train/loss": [
                     *           0.5,
                     *           "NaN",
                     *           0.4
                     *         ],
                     *         "val/loss": [
                     *           null,
                     *           null,
                     *           0.6
                     *         ],
                     *         "val/note": [
                     *           null,
                     *           null,
                     *           "good"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PointsBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "accepted": 4,
                         *       "rejected": [
                         *         {
                         *           "index": 2,
                         *           "metric": "val/note",
                         *           "reason": "got 'good', want a number, \"NaN\", \"Infinity\" or \"-Infinity\""
                         *         }
                         *       ],
                         *       "seq": 1,
                         *       "duplicate": false,
                         *       "cursor": 4,
                         *       "commands": []
                         *     }
                         */
                        "application/json": components["schemas"]["BatchAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same metrics of many runs
         * @description At most 500 series; a run or a metric that is not there is left out. Accept: application/x-tmon-columns as for one run.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "runs": [
                     *         "mnist-1"
                     *       ],
                     *       "keys": [
                     *         "train/loss"
                     *       ],
                     *       "x": "step",
                     *       "points": 300
                     *     }
                     */
                    "application/json": components["schemas"]["SeriesRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "x": "step",
                         *       "cursors": {
                         *         "mnist-1": 4
                         *       },
                         *       "series": [
                         *         {
                         *           "kind": "raw",
                         *           "steps": [
                         *             1,
                         *             2,
                         *             3
                         *           ],
                         *           "times": [
                         *             1763805000.25,
                         *             1763805000.5,
                         *             1763805000.75
                         *           ],
                         *           "values": [
                         *             0.5,
                         *             "NaN",
                         *             0.4
                         *           ],
                         *           "run_id": "mnist-1",
                         *           "key": "train/loss",
                         *           "segment": 1,
                         *           "total": 3
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["SeriesListAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export/runs/{id}.ndjson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every logged call as a line of JSON
         * @description Lines have step, time and metrics. Where points are only kept as buckets, lines have key, segment and the numbers of one bucket, as history gives them.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description current (default), all, or a number from 1.
                     * @example all
                     */
                    segment?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export/runs/{id}.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One row per step, one column per metric */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description current (default), all, or a number from 1.
                     * @example all
                     */
                    segment?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, newest first */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /** @description What next_cursor gave; the first page when absent. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "evt_jtn2o9bj58m9",
                         *           "run_id": "mnist-1",
                         *           "time": "2026-11-29T14:52:16.998967Z",
                         *           "kind": "command",
                         *           "level": "info",
                         *           "message": "load_checkpoint ckpt_first asked of the script",
                         *           "data": {
                         *             "command_id": "cmd_oeos3x2yj9vx"
                         *           }
                         *         },
                         *         {
                         *           "id": "evt_rq4qdbcemjkf",
                         *           "run_id": "mnist-1",
                         *           "time": "2026-11-29T14:52:16.993180Z",
                         *           "kind": "best_checkpoint",
                         *           "level": "info",
                         *           "message": "best checkpoint: model.pt at step 3",
                         *           "data": {
                         *             "checkpoint_id": "ckpt_first"
                         *           }
                         *         }
                         *       ],
                         *       "next_cursor": "7",
                         *       "total": null
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfEvent"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to one run, newest first */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /** @description What next_cursor gave; the first page when absent. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "evt_jtn2o9bj58m9",
                         *           "run_id": "mnist-1",
                         *           "time": "2026-11-29T14:52:16.998967Z",
                         *           "kind": "command",
                         *           "level": "info",
                         *           "message": "load_checkpoint ckpt_first asked of the script",
                         *           "data": {
                         *             "command_id": "cmd_oeos3x2yj9vx"
                         *           }
                         *         },
                         *         {
                         *           "id": "evt_rq4qdbcemjkf",
                         *           "run_id": "mnist-1",
                         *           "time": "2026-11-29T14:52:16.993180Z",
                         *           "kind": "best_checkpoint",
                         *           "level": "info",
                         *           "message": "best checkpoint: model.pt at step 3",
                         *           "data": {
                         *             "checkpoint_id": "ckpt_first"
                         *           }
                         *         }
                         *       ],
                         *       "next_cursor": "7",
                         *       "total": null
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfEvent"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkpoints/{id}/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the live script to load the checkpoint, or say how to start from it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "command_id": "cmd_oeos3x2yj9vx"
                         *     }
                         */
                        "application/json": components["schemas"]["CommandGiven"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest sample of every host */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "hosts": [
                         *         {
                         *           "host": "gpu01",
                         *           "time": 1763805003.5,
                         *           "cpu_percent": 71.5,
                         *           "memory_used": 8589934592,
                         *           "memory_total": 68719476736,
                         *           "disk_used": 1000000000,
                         *           "disk_total": 2000000000,
                         *           "net_rx": 1200,
                         *           "net_tx": 900,
                         *           "process": {
                         *             "pid": 4711,
                         *             "cpu_percent": 99.5,
                         *             "memory_used": 1073741824
                         *           },
                         *           "gpus": [
                         *             {
                         *               "index": 0,
                         *               "name": "NVIDIA A100",
                         *               "utilization": 97,
                         *               "memory_used": 42949672960,
                         *               "memory_total": 85899345920,
                         *               "temperature": 61,
                         *               "power": 288.5
                         *             }
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["SystemStatus"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The load of a host over time
         * @description host (the server's own when absent), from and to in seconds since 1970 (the last hour when absent), points (1 to 20000 equal buckets; empty ones are left out).
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description The server's own when absent.
                     * @example gpu01
                     */
                    host?: string;
                    /**
                     * @description Seconds since 1970; an hour before to when absent.
                     * @example 1763805000
                     */
                    from?: number;
                    /**
                     * @description Seconds since 1970; now when absent.
                     * @example 1763805060
                     */
                    to?: number;
                    /**
                     * @description Equal buckets, 1 to 20000; 300 when absent. Empty ones are left out.
                     * @example 10
                     */
                    points?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "host": "gpu01",
                         *       "from": 1763805000,
                         *       "to": 1763805060,
                         *       "times": [
                         *         1763805000
                         *       ],
                         *       "metrics": {
                         *         "cpu_percent": {
                         *           "min": [
                         *             71.5
                         *           ],
                         *           "max": [
                         *             71.5
                         *           ],
                         *           "mean": [
                         *             71.5
                         *           ]
                         *         },
                         *         "memory_used": {
                         *           "min": [
                         *             8589934592
                         *           ],
                         *           "max": [
                         *             8589934592
                         *           ],
                         *           "mean": [
                         *             8589934592
                         *           ]
                         *         },
                         *         "memory_total": {
                         *           "min": [
                         *             68719476736
                         *           ],
                         *           "max": [
                         *             68719476736
                         *           ],
                         *           "mean": [
                         *             68719476736
                         *           ]
                         *         },
                         *         "disk_used": {
                         *           "min": [
                         *             1000000000
                         *           ],
                         *           "max": [
                         *             1000000000
                         *           ],
                         *           "mean": [
                         *             1000000000
                         *           ]
                         *         },
                         *         "disk_total": {
                         *           "min": [
                         *             2000000000
                         *           ],
                         *           "max": [
                         *             2000000000
                         *           ],
                         *           "mean": [
                         *             2000000000
                         *           ]
                         *         },
                         *         "net_rx": {
                         *           "min": [
                         *             1200
                         *           ],
                         *           "max": [
                         *             1200
                         *           ],
                         *           "mean": [
                         *             1200
                         *           ]
                         *         },
                         *         "net_tx": {
                         *           "min": [
                         *             900
                         *           ],
                         *           "max": [
                         *             900
                         *           ],
                         *           "mean": [
                         *             900
                         *           ]
                         *         },
                         *         "gpu0/utilization": {
                         *           "min": [
                         *             97
                         *           ],
                         *           "max": [
                         *             97
                         *           ],
                         *           "mean": [
                         *             97
                         *           ]
                         *         },
                         *         "gpu0/memory_used": {
                         *           "min": [
                         *             42949672960
                         *           ],
                         *           "max": [
                         *             42949672960
                         *           ],
                         *           "mean": [
                         *             42949672960
                         *           ]
                         *         },
                         *         "gpu0/memory_total": {
                         *           "min": [
                         *             85899345920
                         *           ],
                         *           "max": [
                         *             85899345920
                         *           ],
                         *           "mean": [
                         *             85899345920
                         *           ]
                         *         },
                         *         "gpu0/temperature": {
                         *           "min": [
                         *             61
                         *           ],
                         *           "max": [
                         *             61
                         *           ],
                         *           "mean": [
                         *             61
                         *           ]
                         *         },
                         *         "gpu0/power": {
                         *           "min": [
                         *             288.5
                         *           ],
                         *           "max": [
                         *             288.5
                         *           ],
                         *           "mean": [
                         *             288.5
                         *           ]
                         *         }
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["SystemHistory"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A writer says how loaded its host is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "host": "gpu01",
                     *       "writer": "gpu01-4711",
                     *       "samples": [
                     *         {
                     *           "time": 1763805003.5,
                     *           "cpu_percent": 71.5,
                     *           "memory_used": 8589934592,
                     *           "memory_total": 68719476736,
                     *           "disk_used": 1000000000,
                     *           "disk_total": 2000000000,
                     *           "net_rx": 1200,
                     *           "net_tx": 900,
                     *           "process": {
                     *             "pid": 4711,
                     *             "cpu_percent": 99.5,
                     *             "memory_used": 1073741824
                     *           },
                     *           "gpus": [
                     *             {
                     *               "index": 0,
                     *               "name": "NVIDIA A100",
                     *               "utilization": 97,
                     *               "memory_used": 42949672960,
                     *               "memory_total": 85899345920,
                     *               "temperature": 61,
                     *               "power": 288.5
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SystemReport"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs: filter, sort, page
         * @description status (comma separated, or active), project, group, tag (repeatable: all must match), q, id and host (comma separated: any of them), created_at with a comparison (an instant, seconds since the epoch, today, 7d or 12h ago), config.<key> and metric.<key>[.min|.max|.best] with eq: ne: lt: le: gt: ge: contains:, and for config in: with commas between the values, sort, limit, cursor or offset; by (a field of GET /api/groups, with offset) lists group after group.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Statuses, comma separated; active stands for pending, queued and running.
                     * @example running,failed
                     */
                    status?: string;
                    /**
                     * @description Of this project only.
                     * @example digits
                     */
                    project?: string;
                    /**
                     * @description Of this group only.
                     * @example sweep-1
                     */
                    group?: string;
                    /**
                     * @description Repeatable; all of them must be on the run.
                     * @example baseline
                     */
                    tag?: string;
                    /**
                     * @description Text in the name, the notes, a tag or the id, whatever the case.
                     * @example mnist
                     */
                    q?: string;
                    /**
                     * @description Comma separated; of these runs only. Those that are not there are left out.
                     * @example mnist-1,mnist-2
                     */
                    id?: string;
                    /**
                     * @description Comma separated; seen on one of these machines.
                     * @example gpu01
                     */
                    host?: string;
                    /**
                     * @description Repeatable; a comparison with an instant, seconds since the epoch, today (its first moment, UTC), or so many days or hours ago.
                     * @example ge:7d
                     */
                    created_at?: string;
                    /**
                     * @description A comparison with a config value: eq: ne: lt: le: gt: ge: contains:, in: with commas between several, eq when no prefix. A dotted path reaches inside.
                     * @example gt:0.0001
                     */
                    "config.<key>"?: string;
                    /**
                     * @description A comparison with a metric's latest value; .min, .max or .best after the key for those.
                     * @example lt:0.3
                     */
                    "metric.<key>"?: string;
                    /**
                     * @description A field of the run, config.<key> or metric.<key>[.min|.max|.best]; - before it for descending. Missing values come last. Newest first when absent.
                     * @example -metric.val/loss
                     */
                    sort?: string;
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /** @description What next_cursor gave for the same filter and sort; the first page when absent. Runs that come and go meanwhile shift nothing. */
                    cursor?: string;
                    /**
                     * @description Instead of cursor: leaves out so many runs, as they lie now. For jumping into the middle of a list.
                     * @example 0
                     */
                    offset?: number;
                    /**
                     * @description status, project, group, tags or config.<key>: the list goes group after group, as GET /api/groups tells them. With offset, not with cursor.
                     * @example config.optimizer.name
                     */
                    by?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "mnist-1",
                         *           "name": "mnist",
                         *           "project": "digits",
                         *           "status": "running",
                         *           "is_simulated": false,
                         *           "config": {
                         *             "lr": 0.001,
                         *             "optimizer": {
                         *               "name": "adam"
                         *             }
                         *           },
                         *           "tags": [
                         *             "baseline"
                         *           ],
                         *           "notes": "first try",
                         *           "total_steps": 1000,
                         *           "epochs": 10,
                         *           "steps_per_epoch": 100,
                         *           "step": 3,
                         *           "epoch": 1,
                         *           "progress": 0.3,
                         *           "eta_seconds": null,
                         *           "step_rate": null,
                         *           "stalled": false,
                         *           "created_at": "2026-11-29T14:52:16.250443Z",
                         *           "queued_at": null,
                         *           "started_at": "2026-11-29T14:52:16.250443Z",
                         *           "ended_at": null,
                         *           "updated_at": "2026-11-29T14:52:16.250443Z",
                         *           "heartbeat_at": "2026-11-29T14:52:16.411935Z",
                         *           "parent_run_id": null,
                         *           "parent_step": null,
                         *           "retry_of": null,
                         *           "attempt": 1,
                         *           "group": "sweep-1",
                         *           "segment": 1,
                         *           "metrics": {
                         *             "train/loss": {
                         *               "latest": 0.4,
                         *               "step": 3,
                         *               "min": 0.4,
                         *               "min_step": 3,
                         *               "max": 0.5,
                         *               "max_step": 1,
                         *               "best": 0.4,
                         *               "goal": "min",
                         *               "count": 3
                         *             },
                         *             "val/loss": {
                         *               "latest": 0.6,
                         *               "step": 3,
                         *               "min": 0.6,
                         *               "min_step": 3,
                         *               "max": 0.6,
                         *               "max_step": 3,
                         *               "best": 0.6,
                         *               "goal": "min",
                         *               "count": 1
                         *             }
                         *           },
                         *           "primary": {
                         *             "loss": "train/loss",
                         *             "lr": null,
                         *             "accuracy": null
                         *           },
                         *           "hosts": [],
                         *           "job": null,
                         *           "exit_code": null,
                         *           "error": null,
                         *           "points_lost": 0,
                         *           "cursor": 4
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 1
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfRun"];
                    };
                };
            };
        };
        put?: never;
        /** Make a running run */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "mnist",
                     *       "id": "mnist-1",
                     *       "project": "digits",
                     *       "config": {
                     *         "lr": 0.001,
                     *         "optimizer": {
                     *           "name": "adam"
                     *         }
                     *       },
                     *       "tags": [
                     *         "baseline"
                     *       ],
                     *       "notes": "first try",
                     *       "epochs": 10,
                     *       "steps_per_epoch": 100,
                     *       "group": "sweep-1",
                     *       "primary": {
                     *         "loss": "train/loss"
                     *       },
                     *       "metric_goals": {
                     *         "val/score": "max"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NewRun"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "mnist-1",
                         *       "name": "mnist",
                         *       "project": "digits",
                         *       "status": "running",
                         *       "is_simulated": false,
                         *       "config": {
                         *         "lr": 0.001,
                         *         "optimizer": {
                         *           "name": "adam"
                         *         }
                         *       },
                         *       "tags": [
                         *         "baseline"
                         *       ],
                         *       "notes": "first try",
                         *       "total_steps": 1000,
                         *       "epochs": 10,
                         *       "steps_per_epoch": 100,
                         *       "step": null,
                         *       "epoch": null,
                         *       "progress": null,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:16.250443Z",
                         *       "queued_at": null,
                         *       "started_at": "2026-11-29T14:52:16.250443Z",
                         *       "ended_at": null,
                         *       "updated_at": "2026-11-29T14:52:16.250443Z",
                         *       "heartbeat_at": "2026-11-29T14:52:16.250443Z",
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": null,
                         *       "attempt": 1,
                         *       "group": "sweep-1",
                         *       "segment": 1,
                         *       "metrics": {},
                         *       "primary": {
                         *         "loss": "train/loss",
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [],
                         *       "job": null,
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 2
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run with the summary of every metric */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "mnist-1",
                         *       "name": "mnist",
                         *       "project": "digits",
                         *       "status": "running",
                         *       "is_simulated": false,
                         *       "config": {
                         *         "lr": 0.001,
                         *         "optimizer": {
                         *           "name": "adam"
                         *         }
                         *       },
                         *       "tags": [
                         *         "baseline"
                         *       ],
                         *       "notes": "first try",
                         *       "total_steps": 1000,
                         *       "epochs": 10,
                         *       "steps_per_epoch": 100,
                         *       "step": 3,
                         *       "epoch": 1,
                         *       "progress": 0.3,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:16.250443Z",
                         *       "queued_at": null,
                         *       "started_at": "2026-11-29T14:52:16.250443Z",
                         *       "ended_at": null,
                         *       "updated_at": "2026-11-29T14:52:16.250443Z",
                         *       "heartbeat_at": "2026-11-29T14:52:16.411935Z",
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": null,
                         *       "attempt": 1,
                         *       "group": "sweep-1",
                         *       "segment": 1,
                         *       "metrics": {
                         *         "train/loss": {
                         *           "latest": 0.4,
                         *           "step": 3,
                         *           "min": 0.4,
                         *           "min_step": 3,
                         *           "max": 0.5,
                         *           "max_step": 1,
                         *           "best": 0.4,
                         *           "goal": "min",
                         *           "count": 3
                         *         },
                         *         "val/loss": {
                         *           "latest": 0.6,
                         *           "step": 3,
                         *           "min": 0.6,
                         *           "min_step": 3,
                         *           "max": 0.6,
                         *           "max_step": 3,
                         *           "best": 0.6,
                         *           "goal": "min",
                         *           "count": 1
                         *         }
                         *       },
                         *       "primary": {
                         *         "loss": "train/loss",
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [],
                         *       "job": null,
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 4
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Change a run: what is absent stays */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "notes": "better",
                     *       "tags": [
                     *         "baseline",
                     *         "kept"
                     *       ],
                     *       "total_steps": 1200
                     *     }
                     */
                    "application/json": components["schemas"]["RunUpdate"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "mnist-1",
                         *       "name": "mnist",
                         *       "project": "digits",
                         *       "status": "running",
                         *       "is_simulated": false,
                         *       "config": {
                         *         "lr": 0.001,
                         *         "optimizer": {
                         *           "name": "adam"
                         *         }
                         *       },
                         *       "tags": [
                         *         "baseline",
                         *         "kept"
                         *       ],
                         *       "notes": "better",
                         *       "total_steps": 1200,
                         *       "epochs": 10,
                         *       "steps_per_epoch": 100,
                         *       "step": 3,
                         *       "epoch": 1,
                         *       "progress": 0.25,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:16.250443Z",
                         *       "queued_at": null,
                         *       "started_at": "2026-11-29T14:52:16.250443Z",
                         *       "ended_at": null,
                         *       "updated_at": "2026-11-29T14:52:16.699791Z",
                         *       "heartbeat_at": "2026-11-29T14:52:16.411935Z",
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": null,
                         *       "attempt": 1,
                         *       "group": "sweep-1",
                         *       "segment": 1,
                         *       "metrics": {
                         *         "train/loss": {
                         *           "latest": 0.4,
                         *           "step": 3,
                         *           "min": 0.4,
                         *           "min_step": 3,
                         *           "max": 0.5,
                         *           "max_step": 1,
                         *           "best": 0.4,
                         *           "goal": "min",
                         *           "count": 3
                         *         },
                         *         "val/loss": {
                         *           "latest": 0.6,
                         *           "step": 3,
                         *           "min": 0.6,
                         *           "min_step": 3,
                         *           "max": 0.6,
                         *           "max_step": 3,
                         *           "best": 0.6,
                         *           "goal": "min",
                         *           "count": 1
                         *         }
                         *       },
                         *       "primary": {
                         *         "loss": "train/loss",
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [],
                         *       "job": null,
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 5
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /** Delete a run and all that belongs to it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many runs */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "ids": [
                     *         "mnist-1",
                     *         "nobody"
                     *       ],
                     *       "action": "tag",
                     *       "tag": "weekend"
                     *     }
                     */
                    "application/json": components["schemas"]["RunBatch"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "done": [
                         *         "mnist-1"
                         *       ],
                         *       "failed": [
                         *         {
                         *           "id": "nobody",
                         *           "reason": "got run id 'nobody', want the id of a run that exists"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["RunBatchAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a new segment; older writers are fenced */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "writer": "gpu02-17",
                     *       "from_step": 2
                     *     }
                     */
                    "application/json": components["schemas"]["ResumeRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "mnist-1",
                         *       "name": "mnist",
                         *       "project": "digits",
                         *       "status": "running",
                         *       "is_simulated": false,
                         *       "config": {
                         *         "lr": 0.001,
                         *         "optimizer": {
                         *           "name": "adam"
                         *         }
                         *       },
                         *       "tags": [
                         *         "baseline",
                         *         "kept",
                         *         "weekend"
                         *       ],
                         *       "notes": "better",
                         *       "total_steps": 1200,
                         *       "epochs": 10,
                         *       "steps_per_epoch": 100,
                         *       "step": 1,
                         *       "epoch": 1,
                         *       "progress": 0.08333333333333333,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:16.250443Z",
                         *       "queued_at": null,
                         *       "started_at": "2026-11-29T14:52:16.250443Z",
                         *       "ended_at": null,
                         *       "updated_at": "2026-11-29T14:52:17.553369Z",
                         *       "heartbeat_at": "2026-11-29T14:52:16.823807Z",
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": null,
                         *       "attempt": 1,
                         *       "group": "sweep-1",
                         *       "segment": 2,
                         *       "metrics": {
                         *         "train/loss": {
                         *           "latest": 0.5,
                         *           "step": 1,
                         *           "min": 0.5,
                         *           "min_step": 1,
                         *           "max": 0.5,
                         *           "max_step": 1,
                         *           "best": 0.5,
                         *           "goal": "min",
                         *           "count": 1
                         *         }
                         *       },
                         *       "primary": {
                         *         "loss": "train/loss",
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [
                         *         "gpu01"
                         *       ],
                         *       "job": null,
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 23
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A writer says that it is alive */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "writer": "gpu01-4711"
                     *     }
                     */
                    "application/json": components["schemas"]["HeartbeatRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "commands": []
                         *     }
                         */
                        "application/json": components["schemas"]["HeartbeatAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/metrics/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest value of every metric */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "run_id": "mnist-1",
                         *       "step": 3,
                         *       "time": 1763805000.75,
                         *       "metrics": {
                         *         "train/loss": 0.4,
                         *         "val/loss": 0.6
                         *       },
                         *       "cursor": 4
                         *     }
                         */
                        "application/json": components["schemas"]["LatestAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The checkpoints of a run, newest first */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /** @description What next_cursor gave; the first page when absent. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "ckpt_ntekbr2iyoff",
                         *           "run_id": "mnist-1",
                         *           "step": 3,
                         *           "name": "weights.bin",
                         *           "filepath": "/tmp/tmon-test-QGvpKb/checkpoints/mnist-1/ckpt_ntekbr2iyoff.bin",
                         *           "size": 9,
                         *           "sha256": "23914a83c3c7080988b4aab957e8c1abf4a281df9cc77c7e1d43d3e81f39e94e",
                         *           "validity": "unverified",
                         *           "reason": null,
                         *           "format": "bin",
                         *           "structure": null,
                         *           "metrics": {},
                         *           "metadata": {},
                         *           "is_best": false,
                         *           "stored": "uploaded",
                         *           "created_at": "2026-11-29T14:52:16.971435Z"
                         *         },
                         *         {
                         *           "id": "ckpt_first",
                         *           "run_id": "mnist-1",
                         *           "step": 3,
                         *           "name": "model.pt",
                         *           "filepath": "/home/me/model.pt",
                         *           "size": 12345,
                         *           "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
                         *           "validity": "valid",
                         *           "reason": null,
                         *           "format": "pt",
                         *           "structure": {
                         *             "keys": [
                         *               "model",
                         *               "optimizer",
                         *               "step"
                         *             ],
                         *             "parameters": 650,
                         *             "tensors": [
                         *               {
                         *                 "name": "model.fc.weight",
                         *                 "shape": [
                         *                   10,
                         *                   64
                         *                 ],
                         *                 "dtype": "float32"
                         *               }
                         *             ],
                         *             "unsafe_globals": []
                         *           },
                         *           "metrics": {
                         *             "loss": 0.0789
                         *           },
                         *           "metadata": {
                         *             "epoch": 3
                         *           },
                         *           "is_best": false,
                         *           "stored": "registered",
                         *           "created_at": "2026-11-29T14:52:16.911424Z"
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 2
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfCheckpoint"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Register a file where it lies, or upload it
         * @description JSON registers a path: the server opens it only below its own checkpoint folder or a --checkpoint-root, and elsewhere believes what the SDK found. application/octet-stream with ?name=&step=&required_keys=&id= uploads the file itself, under the id of a registered checkpoint that one's; metrics and metadata come with the registration or by PUT.
         */
        post: {
            parameters: {
                query?: {
                    /**
                     * @description With an uploaded file: its own name.
                     * @example weights.bin
                     */
                    name?: string;
                    /**
                     * @description With an uploaded file: the step it was saved at.
                     * @example 3
                     */
                    step?: number;
                    /**
                     * @description With an uploaded file: outermost keys or tensors, comma separated, without which it is invalid.
                     * @example model,optimizer
                     */
                    required_keys?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "filepath": "/home/me/model.pt",
                     *       "id": "ckpt_first",
                     *       "step": 3,
                     *       "size": 12345,
                     *       "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
                     *       "validity": "valid",
                     *       "format": "pt",
                     *       "structure": {
                     *         "keys": [
                     *           "model",
                     *           "optimizer",
                     *           "step"
                     *         ],
                     *         "parameters": 650,
                     *         "tensors": [
                     *           {
                     *             "name": "model.fc.weight",
                     *             "shape": [
                     *               10,
                     *               64
                     *             ],
                     *             "dtype": "float32"
                     *           }
                     *         ],
                     *         "unsafe_globals": []
                     *       },
                     *       "metrics": {
                     *         "loss": 0.0789
                     *       },
                     *       "metadata": {
                     *         "epoch": 3
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NewCheckpoint"];
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ckpt_first",
                         *       "run_id": "mnist-1",
                         *       "step": 3,
                         *       "name": "model.pt",
                         *       "filepath": "/home/me/model.pt",
                         *       "size": 12345,
                         *       "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
                         *       "validity": "valid",
                         *       "reason": null,
                         *       "format": "pt",
                         *       "structure": {
                         *         "keys": [
                         *           "model",
                         *           "optimizer",
                         *           "step"
                         *         ],
                         *         "parameters": 650,
                         *         "tensors": [
                         *           {
                         *             "name": "model.fc.weight",
                         *             "shape": [
                         *               10,
                         *               64
                         *             ],
                         *             "dtype": "float32"
                         *           }
                         *         ],
                         *         "unsafe_globals": []
                         *       },
                         *       "metrics": {
                         *         "loss": 0.0789
                         *       },
                         *       "metadata": {
                         *         "epoch": 3
                         *       },
                         *       "is_best": false,
                         *       "stored": "registered",
                         *       "created_at": "2026-11-29T14:52:16.911424Z"
                         *     }
                         */
                        "application/json": components["schemas"]["Checkpoint"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One checkpoint, and what its file is now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ckpt_first",
                         *       "run_id": "mnist-1",
                         *       "step": 3,
                         *       "name": "model.pt",
                         *       "filepath": "/home/me/model.pt",
                         *       "size": 12345,
                         *       "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
                         *       "validity": "valid",
                         *       "reason": null,
                         *       "format": "pt",
                         *       "structure": {
                         *         "keys": [
                         *           "model",
                         *           "optimizer",
                         *           "step"
                         *         ],
                         *         "parameters": 650,
                         *         "tensors": [
                         *           {
                         *             "name": "model.fc.weight",
                         *             "shape": [
                         *               10,
                         *               64
                         *             ],
                         *             "dtype": "float32"
                         *           }
                         *         ],
                         *         "unsafe_globals": []
                         *       },
                         *       "metrics": {
                         *         "loss": 0.0789
                         *       },
                         *       "metadata": {
                         *         "epoch": 3
                         *       },
                         *       "is_best": false,
                         *       "stored": "registered",
                         *       "created_at": "2026-11-29T14:52:16.911424Z"
                         *     }
                         */
                        "application/json": components["schemas"]["Checkpoint"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Mark as best, or replace metrics or metadata */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "is_best": true,
                     *       "metrics": {
                     *         "loss": 0.0789,
                     *         "accuracy": 0.98
                     *       },
                     *       "metadata": {
                     *         "epoch": 3,
                     *         "note": "kept"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CheckpointUpdate"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ckpt_first",
                         *       "run_id": "mnist-1",
                         *       "step": 3,
                         *       "name": "model.pt",
                         *       "filepath": "/home/me/model.pt",
                         *       "size": 12345,
                         *       "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
                         *       "validity": "valid",
                         *       "reason": null,
                         *       "format": "pt",
                         *       "structure": {
                         *         "keys": [
                         *           "model",
                         *           "optimizer",
                         *           "step"
                         *         ],
                         *         "parameters": 650,
                         *         "tensors": [
                         *           {
                         *             "name": "model.fc.weight",
                         *             "shape": [
                         *               10,
                         *               64
                         *             ],
                         *             "dtype": "float32"
                         *           }
                         *         ],
                         *         "unsafe_globals": []
                         *       },
                         *       "metrics": {
                         *         "loss": 0.0789,
                         *         "accuracy": 0.98
                         *       },
                         *       "metadata": {
                         *         "epoch": 3,
                         *         "note": "kept"
                         *       },
                         *       "is_best": true,
                         *       "stored": "registered",
                         *       "created_at": "2026-11-29T14:52:16.911424Z"
                         *     }
                         */
                        "application/json": components["schemas"]["Checkpoint"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /** Delete the record, and the file if it was uploaded */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkpoints/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The uploaded file, as an attachment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Its files by number
         * @description ?type= and ?q= (name) filter; limit and cursor page.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Files of one type: image, audio, video, text or other.
                     * @example text
                     */
                    type?: string;
                    /**
                     * @description Text in the name, whatever the case.
                     * @example digits
                     */
                    q?: string;
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 100
                     */
                    limit?: number;
                    /**
                     * @description next_cursor of the page before.
                     * @example 1
                     */
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "n": 0,
                         *           "name": "digits.csv",
                         *           "type": "text",
                         *           "media_type": "text/plain",
                         *           "size": 4,
                         *           "sha256": "52186c933993da4082b3cdc7c40bb4bf735b391ff54a2ef78c037dda6c38a680",
                         *           "created_at": "2026-11-29T14:52:17.164569Z"
                         *         },
                         *         {
                         *           "n": 1,
                         *           "name": "labels.csv",
                         *           "type": "text",
                         *           "media_type": "text/plain",
                         *           "size": 4,
                         *           "sha256": "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313",
                         *           "created_at": "2026-11-29T14:52:17.213984Z"
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 2
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfDataSetFile"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add the files of a form
         * @description Streamed to the disk and hashed on the way; numbered on from the last file. Refused while a job runs with the data set, and beyond the files that it still awaits.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "multipart/form-data": string;
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "n": 1,
                         *           "name": "labels.csv",
                         *           "type": "text",
                         *           "media_type": "text/plain",
                         *           "size": 4,
                         *           "sha256": "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313",
                         *           "created_at": "2026-11-29T14:52:17.213984Z"
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 1
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfDataSetFile"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{id}/files/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a file, as an attachment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Put a file at a number
         * @description The body is the file, ?name= what it is called. The same number again replaces it, so an upload that broke off is simply repeated. Refused while a job runs with the data set.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "n": 0,
                         *       "name": "digits.csv",
                         *       "type": "text",
                         *       "media_type": "text/plain",
                         *       "size": 4,
                         *       "sha256": "52186c933993da4082b3cdc7c40bb4bf735b391ff54a2ef78c037dda6c38a680",
                         *       "created_at": "2026-11-29T14:52:17.164569Z"
                         *     }
                         */
                        "application/json": components["schemas"]["DataSetFile"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One data set with counts and sizes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ds_digits",
                         *       "name": "digits",
                         *       "description": "8 by 8 pixels",
                         *       "status": "processing",
                         *       "error": null,
                         *       "files": 0,
                         *       "expected_files": 1,
                         *       "size": 0,
                         *       "types": {},
                         *       "path": "/tmp/tmon-test-QGvpKb/datasets/ds_digits",
                         *       "created_at": "2026-11-29T14:52:17.098283Z",
                         *       "updated_at": "2026-11-29T14:52:17.098283Z"
                         *     }
                         */
                        "application/json": components["schemas"]["DataSet"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Change its name, description or status */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "description": "8 by 8 pixels, 10 classes"
                     *     }
                     */
                    "application/json": components["schemas"]["DataSetUpdate"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ds_digits",
                         *       "name": "digits",
                         *       "description": "8 by 8 pixels, 10 classes",
                         *       "status": "processing",
                         *       "error": null,
                         *       "files": 0,
                         *       "expected_files": 1,
                         *       "size": 0,
                         *       "types": {},
                         *       "path": "/tmp/tmon-test-QGvpKb/datasets/ds_digits",
                         *       "created_at": "2026-11-29T14:52:17.098283Z",
                         *       "updated_at": "2026-11-29T14:52:17.146930Z"
                         *     }
                         */
                        "application/json": components["schemas"]["DataSet"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Delete it with its files
         * @description Refused while a job waits or runs with it.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Data sets, newest first
         * @description ?status= and ?q= (name, description, id) filter; limit and cursor page.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description processing, active or failed; all when absent.
                     * @example active
                     */
                    status?: string;
                    /**
                     * @description Text in the name, the description or the id, whatever the case.
                     * @example digits
                     */
                    q?: string;
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /** @description What next_cursor gave; the first page when absent. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "ds_digits",
                         *           "name": "digits",
                         *           "description": "8 by 8 pixels",
                         *           "status": "processing",
                         *           "error": null,
                         *           "files": 0,
                         *           "expected_files": 1,
                         *           "size": 0,
                         *           "types": {},
                         *           "path": "/tmp/tmon-test-QGvpKb/datasets/ds_digits",
                         *           "created_at": "2026-11-29T14:52:17.098283Z",
                         *           "updated_at": "2026-11-29T14:52:17.098283Z"
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 1
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfDataSet"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make a data set
         * @description With expected_files it is processing until so many files are there, then active; without, it is active at once and grows.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "digits",
                     *       "id": "ds_digits",
                     *       "description": "8 by 8 pixels",
                     *       "expected_files": 1
                     *     }
                     */
                    "application/json": components["schemas"]["NewDataSet"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ds_digits",
                         *       "name": "digits",
                         *       "description": "8 by 8 pixels",
                         *       "status": "processing",
                         *       "error": null,
                         *       "files": 0,
                         *       "expected_files": 1,
                         *       "size": 0,
                         *       "types": {},
                         *       "path": "/tmp/tmon-test-QGvpKb/datasets/ds_digits",
                         *       "created_at": "2026-11-29T14:52:17.098283Z",
                         *       "updated_at": "2026-11-29T14:52:17.098283Z"
                         *     }
                         */
                        "application/json": components["schemas"]["DataSet"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "model_first",
                         *       "name": "digits-net",
                         *       "stage": "staging",
                         *       "status": "ready",
                         *       "error": null,
                         *       "run_id": "mnist-1",
                         *       "checkpoint_id": "ckpt_ntekbr2iyoff",
                         *       "step": 3,
                         *       "base_model": null,
                         *       "dataset_id": null,
                         *       "filepath": "/tmp/tmon-test-QGvpKb/models/model_first.bin",
                         *       "is_stored": true,
                         *       "file_name": "weights.bin",
                         *       "format": "bin",
                         *       "size": 9,
                         *       "sha256": "23914a83c3c7080988b4aab957e8c1abf4a281df9cc77c7e1d43d3e81f39e94e",
                         *       "structure": null,
                         *       "metrics": {},
                         *       "metadata": {},
                         *       "notes": "best so far",
                         *       "created_at": "2026-11-29T14:52:17.252231Z",
                         *       "updated_at": "2026-11-29T14:52:17.298518Z"
                         *     }
                         */
                        "application/json": components["schemas"]["Model"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Change its name, notes or stage
         * @description At most one model of a name is in production: promoting takes the place of the former.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "stage": "production"
                     *     }
                     */
                    "application/json": components["schemas"]["ModelUpdate"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "model_first",
                         *       "name": "digits-net",
                         *       "stage": "production",
                         *       "status": "ready",
                         *       "error": null,
                         *       "run_id": "mnist-1",
                         *       "checkpoint_id": "ckpt_ntekbr2iyoff",
                         *       "step": 3,
                         *       "base_model": null,
                         *       "dataset_id": null,
                         *       "filepath": "/tmp/tmon-test-QGvpKb/models/model_first.bin",
                         *       "is_stored": true,
                         *       "file_name": "weights.bin",
                         *       "format": "bin",
                         *       "size": 9,
                         *       "sha256": "23914a83c3c7080988b4aab957e8c1abf4a281df9cc77c7e1d43d3e81f39e94e",
                         *       "structure": null,
                         *       "metrics": {},
                         *       "metadata": {},
                         *       "notes": "best so far",
                         *       "created_at": "2026-11-29T14:52:17.252231Z",
                         *       "updated_at": "2026-11-29T14:52:17.308443Z"
                         *     }
                         */
                        "application/json": components["schemas"]["Model"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /** Delete it, and the server's copy */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file, as an attachment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models, newest first
         * @description ?stage=, ?name= and ?q= (name, notes, run) filter; limit and cursor page.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description none, staging or production; all when absent.
                     * @example production
                     */
                    stage?: string;
                    /**
                     * @description Of this name only.
                     * @example digits-net
                     */
                    name?: string;
                    /**
                     * @description Text in the name, the notes or the run's id, whatever the case.
                     * @example digits
                     */
                    q?: string;
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /** @description What next_cursor gave; the first page when absent. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "model_first",
                         *           "name": "digits-net",
                         *           "stage": "staging",
                         *           "status": "processing",
                         *           "error": null,
                         *           "run_id": "mnist-1",
                         *           "checkpoint_id": "ckpt_ntekbr2iyoff",
                         *           "step": 3,
                         *           "base_model": null,
                         *           "dataset_id": null,
                         *           "filepath": "/tmp/tmon-test-QGvpKb/checkpoints/mnist-1/ckpt_ntekbr2iyoff.bin",
                         *           "is_stored": true,
                         *           "file_name": "weights.bin",
                         *           "format": "bin",
                         *           "size": 9,
                         *           "sha256": "23914a83c3c7080988b4aab957e8c1abf4a281df9cc77c7e1d43d3e81f39e94e",
                         *           "structure": null,
                         *           "metrics": {},
                         *           "metadata": {},
                         *           "notes": "best so far",
                         *           "created_at": "2026-11-29T14:52:17.252231Z",
                         *           "updated_at": "2026-11-29T14:52:17.252231Z"
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 1
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfModel"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make a model of a checkpoint
         * @description Where the server may open the file it keeps a copy: processing, then ready or failed. Elsewhere the model is ready and says where the file lies.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "digits-net",
                     *       "checkpoint_id": "{upload}",
                     *       "id": "model_first",
                     *       "stage": "staging",
                     *       "notes": "best so far"
                     *     }
                     */
                    "application/json": components["schemas"]["NewModel"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "model_first",
                         *       "name": "digits-net",
                         *       "stage": "staging",
                         *       "status": "processing",
                         *       "error": null,
                         *       "run_id": "mnist-1",
                         *       "checkpoint_id": "ckpt_ntekbr2iyoff",
                         *       "step": 3,
                         *       "base_model": null,
                         *       "dataset_id": null,
                         *       "filepath": "/tmp/tmon-test-QGvpKb/checkpoints/mnist-1/ckpt_ntekbr2iyoff.bin",
                         *       "is_stored": true,
                         *       "file_name": "weights.bin",
                         *       "format": "bin",
                         *       "size": 9,
                         *       "sha256": "23914a83c3c7080988b4aab957e8c1abf4a281df9cc77c7e1d43d3e81f39e94e",
                         *       "structure": null,
                         *       "metrics": {},
                         *       "metadata": {},
                         *       "notes": "best so far",
                         *       "created_at": "2026-11-29T14:52:17.252231Z",
                         *       "updated_at": "2026-11-29T14:52:17.252231Z"
                         *     }
                         */
                        "application/json": components["schemas"]["Model"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs, newest first
         * @description status (comma separated, or active) and q (name, tags, id) filter; limit and cursor page. slots says how many the server has, slots_busy how many of them running jobs hold, gpus how many GPUs its machine has.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Statuses, comma separated; active stands for pending, queued and running.
                     * @example active
                     */
                    status?: string;
                    /**
                     * @description Text in the name, a tag or the id, whatever the case.
                     * @example mnist
                     */
                    q?: string;
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /** @description What next_cursor gave; the first page when absent. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "job-2",
                         *           "name": "nightly",
                         *           "project": "default",
                         *           "status": "pending",
                         *           "is_simulated": false,
                         *           "config": {},
                         *           "tags": [],
                         *           "notes": "",
                         *           "total_steps": null,
                         *           "epochs": null,
                         *           "steps_per_epoch": null,
                         *           "step": null,
                         *           "epoch": null,
                         *           "progress": null,
                         *           "eta_seconds": null,
                         *           "step_rate": null,
                         *           "stalled": false,
                         *           "created_at": "2026-11-29T14:52:17.417015Z",
                         *           "queued_at": null,
                         *           "started_at": null,
                         *           "ended_at": null,
                         *           "updated_at": "2026-11-29T14:52:17.417015Z",
                         *           "heartbeat_at": null,
                         *           "parent_run_id": null,
                         *           "parent_step": null,
                         *           "retry_of": null,
                         *           "attempt": 1,
                         *           "group": null,
                         *           "segment": 1,
                         *           "metrics": {},
                         *           "primary": {
                         *             "loss": null,
                         *             "lr": null,
                         *             "accuracy": null
                         *           },
                         *           "hosts": [],
                         *           "job": {
                         *             "command": [
                         *               "python3",
                         *               "train.py"
                         *             ],
                         *             "working_dir": "/home/me/project",
                         *             "env": {
                         *               "OMP_NUM_THREADS": "2"
                         *             },
                         *             "template": null,
                         *             "parameters": {},
                         *             "slots": 1,
                         *             "gpus": 0,
                         *             "priority": 0,
                         *             "max_retries": 0,
                         *             "schedule": "0 3 * * *",
                         *             "not_before": "2026-11-30T03:00:00.000000Z",
                         *             "depends_on": [
                         *               "job-1"
                         *             ],
                         *             "dataset_id": null,
                         *             "base_model": null,
                         *             "hold": false,
                         *             "lease": 0,
                         *             "gpu_indexes": []
                         *           },
                         *           "exit_code": null,
                         *           "error": null,
                         *           "points_lost": 0,
                         *           "cursor": 2
                         *         },
                         *         {
                         *           "id": "job-1",
                         *           "name": "mnist at 0.01",
                         *           "project": "default",
                         *           "status": "pending",
                         *           "is_simulated": false,
                         *           "config": {
                         *             "lr": 0.01
                         *           },
                         *           "tags": [
                         *             "sweep"
                         *           ],
                         *           "notes": "",
                         *           "total_steps": 1000,
                         *           "epochs": null,
                         *           "steps_per_epoch": null,
                         *           "step": null,
                         *           "epoch": null,
                         *           "progress": null,
                         *           "eta_seconds": null,
                         *           "step_rate": null,
                         *           "stalled": false,
                         *           "created_at": "2026-11-29T14:52:17.401559Z",
                         *           "queued_at": null,
                         *           "started_at": null,
                         *           "ended_at": null,
                         *           "updated_at": "2026-11-29T14:52:17.401559Z",
                         *           "heartbeat_at": null,
                         *           "parent_run_id": null,
                         *           "parent_step": null,
                         *           "retry_of": null,
                         *           "attempt": 1,
                         *           "group": null,
                         *           "segment": 1,
                         *           "metrics": {},
                         *           "primary": {
                         *             "loss": null,
                         *             "lr": null,
                         *             "accuracy": null
                         *           },
                         *           "hosts": [],
                         *           "job": {
                         *             "command": [
                         *               "python3",
                         *               "train.py",
                         *               "--lr",
                         *               "0.01"
                         *             ],
                         *             "working_dir": "/home/me/project",
                         *             "env": {
                         *               "OMP_NUM_THREADS": "2"
                         *             },
                         *             "template": "sweep",
                         *             "parameters": {
                         *               "lr": "0.01"
                         *             },
                         *             "slots": 1,
                         *             "gpus": 0,
                         *             "priority": 5,
                         *             "max_retries": 2,
                         *             "schedule": null,
                         *             "not_before": null,
                         *             "depends_on": [],
                         *             "dataset_id": null,
                         *             "base_model": null,
                         *             "hold": true,
                         *             "lease": 0,
                         *             "gpu_indexes": []
                         *           },
                         *           "exit_code": null,
                         *           "error": null,
                         *           "points_lost": 0,
                         *           "cursor": 2
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 2,
                         *       "slots": 1,
                         *       "slots_busy": 0,
                         *       "gpus": 0
                         *     }
                         */
                        "application/json": components["schemas"]["JobListAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Launch a command, or a template, as a job
         * @description Queued, or pending while it is held or waits for its time or for other runs. The command is a list of words that no shell reads.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "mnist at 0.01",
                     *       "id": "job-1",
                     *       "template": "sweep",
                     *       "parameters": {
                     *         "lr": 0.01
                     *       },
                     *       "priority": 5,
                     *       "max_retries": 2,
                     *       "total_steps": 1000,
                     *       "tags": [
                     *         "sweep"
                     *       ],
                     *       "hold": true
                     *     }
                     */
                    "application/json": components["schemas"]["NewJob"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "job-1",
                         *       "name": "mnist at 0.01",
                         *       "project": "default",
                         *       "status": "pending",
                         *       "is_simulated": false,
                         *       "config": {
                         *         "lr": 0.01
                         *       },
                         *       "tags": [
                         *         "sweep"
                         *       ],
                         *       "notes": "",
                         *       "total_steps": 1000,
                         *       "epochs": null,
                         *       "steps_per_epoch": null,
                         *       "step": null,
                         *       "epoch": null,
                         *       "progress": null,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:17.401559Z",
                         *       "queued_at": null,
                         *       "started_at": null,
                         *       "ended_at": null,
                         *       "updated_at": "2026-11-29T14:52:17.401559Z",
                         *       "heartbeat_at": null,
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": null,
                         *       "attempt": 1,
                         *       "group": null,
                         *       "segment": 1,
                         *       "metrics": {},
                         *       "primary": {
                         *         "loss": null,
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [],
                         *       "job": {
                         *         "command": [
                         *           "python3",
                         *           "train.py",
                         *           "--lr",
                         *           "0.01"
                         *         ],
                         *         "working_dir": "/home/me/project",
                         *         "env": {
                         *           "OMP_NUM_THREADS": "2"
                         *         },
                         *         "template": "sweep",
                         *         "parameters": {
                         *           "lr": "0.01"
                         *         },
                         *         "slots": 1,
                         *         "gpus": 0,
                         *         "priority": 5,
                         *         "max_retries": 2,
                         *         "schedule": null,
                         *         "not_before": null,
                         *         "depends_on": [],
                         *         "dataset_id": null,
                         *         "base_model": null,
                         *         "hold": true,
                         *         "lease": 0,
                         *         "gpu_indexes": []
                         *       },
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 2
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a launch would meet now
         * @description Takes what POST /api/jobs takes and refuses what that refuses, but makes nothing: program, script, folder, slots, GPUs, each good, busy (the job would wait) or missing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "command": [
                     *         "sh",
                     *         "train.sh"
                     *       ],
                     *       "gpus": 0
                     *     }
                     */
                    "application/json": components["schemas"]["NewJob"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "checks": [
                         *         {
                         *           "name": "program",
                         *           "state": "good",
                         *           "message": "sh is there"
                         *         },
                         *         {
                         *           "name": "script",
                         *           "state": "missing",
                         *           "message": "train.sh is not in the empty folder in which the job begins; want its whole path, or a folder"
                         *         },
                         *         {
                         *           "name": "folder",
                         *           "state": "good",
                         *           "message": "an empty folder of its own"
                         *         },
                         *         {
                         *           "name": "slots",
                         *           "state": "good",
                         *           "message": "1 of 1 slots free"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["JobCheckAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/grid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One job for each combination of values, in one group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "job": {
                     *         "name": "rates",
                     *         "template": "sweep",
                     *         "hold": true
                     *       },
                     *       "values": {
                     *         "lr": [
                     *           0.1,
                     *           0.01
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["JobGrid"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "run_2xht19ixhs59",
                         *           "name": "rates lr=0.1",
                         *           "project": "default",
                         *           "status": "pending",
                         *           "is_simulated": false,
                         *           "config": {
                         *             "lr": 0.1
                         *           },
                         *           "tags": [],
                         *           "notes": "",
                         *           "total_steps": null,
                         *           "epochs": null,
                         *           "steps_per_epoch": null,
                         *           "step": null,
                         *           "epoch": null,
                         *           "progress": null,
                         *           "eta_seconds": null,
                         *           "step_rate": null,
                         *           "stalled": false,
                         *           "created_at": "2026-11-29T14:52:17.449000Z",
                         *           "queued_at": null,
                         *           "started_at": null,
                         *           "ended_at": null,
                         *           "updated_at": "2026-11-29T14:52:17.449000Z",
                         *           "heartbeat_at": null,
                         *           "parent_run_id": null,
                         *           "parent_step": null,
                         *           "retry_of": null,
                         *           "attempt": 1,
                         *           "group": "rates-20261129-145217",
                         *           "segment": 1,
                         *           "metrics": {},
                         *           "primary": {
                         *             "loss": null,
                         *             "lr": null,
                         *             "accuracy": null
                         *           },
                         *           "hosts": [],
                         *           "job": {
                         *             "command": [
                         *               "python3",
                         *               "train.py",
                         *               "--lr",
                         *               "0.1"
                         *             ],
                         *             "working_dir": "/home/me/project",
                         *             "env": {
                         *               "OMP_NUM_THREADS": "2"
                         *             },
                         *             "template": "sweep",
                         *             "parameters": {
                         *               "lr": "0.1"
                         *             },
                         *             "slots": 1,
                         *             "gpus": 0,
                         *             "priority": 0,
                         *             "max_retries": 0,
                         *             "schedule": null,
                         *             "not_before": null,
                         *             "depends_on": [],
                         *             "dataset_id": null,
                         *             "base_model": null,
                         *             "hold": true,
                         *             "lease": 0,
                         *             "gpu_indexes": []
                         *           },
                         *           "exit_code": null,
                         *           "error": null,
                         *           "points_lost": 0,
                         *           "cursor": 2
                         *         },
                         *         {
                         *           "id": "run_xsy0ws4nemvz",
                         *           "name": "rates lr=0.01",
                         *           "project": "default",
                         *           "status": "pending",
                         *           "is_simulated": false,
                         *           "config": {
                         *             "lr": 0.01
                         *           },
                         *           "tags": [],
                         *           "notes": "",
                         *           "total_steps": null,
                         *           "epochs": null,
                         *           "steps_per_epoch": null,
                         *           "step": null,
                         *           "epoch": null,
                         *           "progress": null,
                         *           "eta_seconds": null,
                         *           "step_rate": null,
                         *           "stalled": false,
                         *           "created_at": "2026-11-29T14:52:17.455447Z",
                         *           "queued_at": null,
                         *           "started_at": null,
                         *           "ended_at": null,
                         *           "updated_at": "2026-11-29T14:52:17.455447Z",
                         *           "heartbeat_at": null,
                         *           "parent_run_id": null,
                         *           "parent_step": null,
                         *           "retry_of": null,
                         *           "attempt": 1,
                         *           "group": "rates-20261129-145217",
                         *           "segment": 1,
                         *           "metrics": {},
                         *           "primary": {
                         *             "loss": null,
                         *             "lr": null,
                         *             "accuracy": null
                         *           },
                         *           "hosts": [],
                         *           "job": {
                         *             "command": [
                         *               "python3",
                         *               "train.py",
                         *               "--lr",
                         *               "0.01"
                         *             ],
                         *             "working_dir": "/home/me/project",
                         *             "env": {
                         *               "OMP_NUM_THREADS": "2"
                         *             },
                         *             "template": "sweep",
                         *             "parameters": {
                         *               "lr": "0.01"
                         *             },
                         *             "slots": 1,
                         *             "gpus": 0,
                         *             "priority": 0,
                         *             "max_retries": 0,
                         *             "schedule": null,
                         *             "not_before": null,
                         *             "depends_on": [],
                         *             "dataset_id": null,
                         *             "base_model": null,
                         *             "hold": true,
                         *             "lease": 0,
                         *             "gpu_indexes": []
                         *           },
                         *           "exit_code": null,
                         *           "error": null,
                         *           "points_lost": 0,
                         *           "cursor": 2
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 2
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfRun"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** start, hold, cancel, retry, delete or priority for many jobs */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "ids": [
                     *         "job-1",
                     *         "nobody"
                     *       ],
                     *       "action": "priority",
                     *       "priority": 9
                     *     }
                     */
                    "application/json": components["schemas"]["JobBatch"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "done": [
                         *         "job-1"
                         *       ],
                         *       "failed": [
                         *         {
                         *           "id": "nobody",
                         *           "reason": "got run id 'nobody', want the id of a run that exists"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["RunBatchAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a job go that is held or waits */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "job-2",
                         *       "name": "nightly",
                         *       "project": "default",
                         *       "status": "queued",
                         *       "is_simulated": false,
                         *       "config": {},
                         *       "tags": [],
                         *       "notes": "",
                         *       "total_steps": null,
                         *       "epochs": null,
                         *       "steps_per_epoch": null,
                         *       "step": null,
                         *       "epoch": null,
                         *       "progress": null,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:17.417015Z",
                         *       "queued_at": "2026-11-29T14:52:17.473600Z",
                         *       "started_at": null,
                         *       "ended_at": null,
                         *       "updated_at": "2026-11-29T14:52:17.473600Z",
                         *       "heartbeat_at": null,
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": null,
                         *       "attempt": 1,
                         *       "group": null,
                         *       "segment": 1,
                         *       "metrics": {},
                         *       "primary": {
                         *         "loss": null,
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [],
                         *       "job": {
                         *         "command": [
                         *           "python3",
                         *           "train.py"
                         *         ],
                         *         "working_dir": "/home/me/project",
                         *         "env": {
                         *           "OMP_NUM_THREADS": "2"
                         *         },
                         *         "template": null,
                         *         "parameters": {},
                         *         "slots": 1,
                         *         "gpus": 0,
                         *         "priority": 0,
                         *         "max_retries": 0,
                         *         "schedule": "0 3 * * *",
                         *         "not_before": null,
                         *         "depends_on": [],
                         *         "dataset_id": null,
                         *         "base_model": null,
                         *         "hold": false,
                         *         "lease": 0,
                         *         "gpu_indexes": []
                         *       },
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 5
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a job: TERM to all of its processes, KILL after 10 s */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "job-1",
                         *       "name": "mnist at 0.01",
                         *       "project": "default",
                         *       "status": "cancelled",
                         *       "is_simulated": false,
                         *       "config": {
                         *         "lr": 0.01
                         *       },
                         *       "tags": [
                         *         "sweep"
                         *       ],
                         *       "notes": "",
                         *       "total_steps": 1000,
                         *       "epochs": null,
                         *       "steps_per_epoch": null,
                         *       "step": null,
                         *       "epoch": null,
                         *       "progress": null,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:17.401559Z",
                         *       "queued_at": null,
                         *       "started_at": null,
                         *       "ended_at": "2026-11-29T14:52:17.481575Z",
                         *       "updated_at": "2026-11-29T14:52:17.481575Z",
                         *       "heartbeat_at": null,
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": null,
                         *       "attempt": 1,
                         *       "group": null,
                         *       "segment": 1,
                         *       "metrics": {},
                         *       "primary": {
                         *         "loss": null,
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [],
                         *       "job": {
                         *         "command": [
                         *           "python3",
                         *           "train.py",
                         *           "--lr",
                         *           "0.01"
                         *         ],
                         *         "working_dir": "/home/me/project",
                         *         "env": {
                         *           "OMP_NUM_THREADS": "2"
                         *         },
                         *         "template": "sweep",
                         *         "parameters": {
                         *           "lr": "0.01"
                         *         },
                         *         "slots": 1,
                         *         "gpus": 0,
                         *         "priority": 9,
                         *         "max_retries": 2,
                         *         "schedule": null,
                         *         "not_before": null,
                         *         "depends_on": [],
                         *         "dataset_id": null,
                         *         "base_model": null,
                         *         "hold": true,
                         *         "lease": 0,
                         *         "gpu_indexes": []
                         *       },
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 5
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same again as a new run */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "run_60eqezq4o7xb",
                         *       "name": "mnist at 0.01",
                         *       "project": "default",
                         *       "status": "queued",
                         *       "is_simulated": false,
                         *       "config": {
                         *         "lr": 0.01
                         *       },
                         *       "tags": [
                         *         "sweep"
                         *       ],
                         *       "notes": "",
                         *       "total_steps": 1000,
                         *       "epochs": null,
                         *       "steps_per_epoch": null,
                         *       "step": null,
                         *       "epoch": null,
                         *       "progress": null,
                         *       "eta_seconds": null,
                         *       "step_rate": null,
                         *       "stalled": false,
                         *       "created_at": "2026-11-29T14:52:17.488019Z",
                         *       "queued_at": "2026-11-29T14:52:17.488019Z",
                         *       "started_at": null,
                         *       "ended_at": null,
                         *       "updated_at": "2026-11-29T14:52:17.488019Z",
                         *       "heartbeat_at": null,
                         *       "parent_run_id": null,
                         *       "parent_step": null,
                         *       "retry_of": "job-1",
                         *       "attempt": 2,
                         *       "group": null,
                         *       "segment": 1,
                         *       "metrics": {},
                         *       "primary": {
                         *         "loss": null,
                         *         "lr": null,
                         *         "accuracy": null
                         *       },
                         *       "hosts": [],
                         *       "job": {
                         *         "command": [
                         *           "python3",
                         *           "train.py",
                         *           "--lr",
                         *           "0.01"
                         *         ],
                         *         "working_dir": "/home/me/project",
                         *         "env": {
                         *           "OMP_NUM_THREADS": "2"
                         *         },
                         *         "template": "sweep",
                         *         "parameters": {
                         *           "lr": "0.01"
                         *         },
                         *         "slots": 1,
                         *         "gpus": 0,
                         *         "priority": 9,
                         *         "max_retries": 2,
                         *         "schedule": null,
                         *         "not_before": null,
                         *         "depends_on": [],
                         *         "dataset_id": null,
                         *         "base_model": null,
                         *         "hold": false,
                         *         "lease": 0,
                         *         "gpu_indexes": []
                         *       },
                         *       "exit_code": null,
                         *       "error": null,
                         *       "points_lost": 0,
                         *       "cursor": 2
                         *     }
                         */
                        "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates: those of the program, then saved ones */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "name": "sweep",
                         *           "description": "One training of the sweep.",
                         *           "command": [
                         *             "python3",
                         *             "train.py",
                         *             "--lr",
                         *             "{lr}"
                         *           ],
                         *           "working_dir": "/home/me/project",
                         *           "env": {
                         *             "OMP_NUM_THREADS": "2"
                         *           },
                         *           "parameters": [
                         *             {
                         *               "name": "lr",
                         *               "default": "0.001",
                         *               "description": "The learning rate.",
                         *               "type": "number"
                         *             }
                         *           ],
                         *           "slots": 1,
                         *           "gpus": 0,
                         *           "is_built_in": false,
                         *           "is_simulated": false
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 1
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfJobTemplate"];
                    };
                };
            };
        };
        put?: never;
        /** Save a template */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "sweep",
                     *       "description": "One training of the sweep.",
                     *       "command": [
                     *         "python3",
                     *         "train.py",
                     *         "--lr",
                     *         "{lr}"
                     *       ],
                     *       "working_dir": "/home/me/project",
                     *       "env": {
                     *         "OMP_NUM_THREADS": "2"
                     *       },
                     *       "parameters": [
                     *         {
                     *           "name": "lr",
                     *           "default": "0.001",
                     *           "description": "The learning rate.",
                     *           "type": "number"
                     *         }
                     *       ],
                     *       "slots": 1,
                     *       "gpus": 0
                     *     }
                     */
                    "application/json": components["schemas"]["NewJobTemplate"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "sweep",
                         *       "description": "One training of the sweep.",
                         *       "command": [
                         *         "python3",
                         *         "train.py",
                         *         "--lr",
                         *         "{lr}"
                         *       ],
                         *       "working_dir": "/home/me/project",
                         *       "env": {
                         *         "OMP_NUM_THREADS": "2"
                         *       },
                         *       "parameters": [
                         *         {
                         *           "name": "lr",
                         *           "default": "0.001",
                         *           "description": "The learning rate.",
                         *           "type": "number"
                         *         }
                         *       ],
                         *       "slots": 1,
                         *       "gpus": 0,
                         *       "is_built_in": false,
                         *       "is_simulated": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobTemplate"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save a template under its name, or change it */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "sweep",
                     *       "description": "One training of the sweep over the rate.",
                     *       "command": [
                     *         "python3",
                     *         "train.py",
                     *         "--lr",
                     *         "{lr}"
                     *       ],
                     *       "working_dir": "/home/me/project",
                     *       "env": {
                     *         "OMP_NUM_THREADS": "2"
                     *       },
                     *       "parameters": [
                     *         {
                     *           "name": "lr",
                     *           "default": "0.001",
                     *           "description": "The learning rate.",
                     *           "type": "number"
                     *         }
                     *       ],
                     *       "slots": 1,
                     *       "gpus": 0
                     *     }
                     */
                    "application/json": components["schemas"]["NewJobTemplate"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "sweep",
                         *       "description": "One training of the sweep over the rate.",
                         *       "command": [
                         *         "python3",
                         *         "train.py",
                         *         "--lr",
                         *         "{lr}"
                         *       ],
                         *       "working_dir": "/home/me/project",
                         *       "env": {
                         *         "OMP_NUM_THREADS": "2"
                         *       },
                         *       "parameters": [
                         *         {
                         *           "name": "lr",
                         *           "default": "0.001",
                         *           "description": "The learning rate.",
                         *           "type": "number"
                         *         }
                         *       ],
                         *       "slots": 1,
                         *       "gpus": 0,
                         *       "is_built_in": false,
                         *       "is_simulated": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobTemplate"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /** Delete a saved template */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Commands that wait for a writer
         * @description wait (0 to 60 seconds) keeps the request open until one comes. With writer it counts as a heartbeat.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Seconds to keep the request open until a command comes, 0 (default) to 60.
                     * @example 20
                     */
                    wait?: number;
                    /**
                     * @description Who asks; it counts as a heartbeat.
                     * @example gpu01-4711
                     */
                    writer?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "commands": [
                         *         {
                         *           "id": "cmd_721a3cy2ak3g",
                         *           "command": "stop",
                         *           "when": "epoch_end"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["HeartbeatAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask the script to stop, to save or to load a checkpoint
         * @description Delivered to every live writer over its WebSocket or with its next answer, and repeated until answered. The answer comes as an event of kind command.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "command": "stop",
                     *       "when": "epoch_end"
                     *     }
                     */
                    "application/json": components["schemas"]["NewCommand"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "command_id": "cmd_721a3cy2ak3g"
                         *     }
                         */
                        "application/json": components["schemas"]["CommandGiven"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/commands/{command}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A writer says what became of a command */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    command: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "message": "the script was asked to stop"
                     *     }
                     */
                    "application/json": components["schemas"]["CommandResult"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console of a run, oldest first
         * @description cursor, limit, q (text in the line), stream (stdout or stderr); tail=200 for the last lines. next_cursor is null at the end; total as the cursor then gives what comes later. A search may answer with fewer lines than limit and a next_cursor.
         */
        get: {
            parameters: {
                query?: {
                    /** @description What next_cursor gave; the first page when absent. */
                    cursor?: string;
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                    /**
                     * @description Text in the line, whatever the case.
                     * @example loss
                     */
                    q?: string;
                    /**
                     * @description stdout or stderr; both when absent.
                     * @example stdout
                     */
                    stream?: string;
                    /**
                     * @description The last lines, at most 1000, instead of a page.
                     * @example 200
                     */
                    tail?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "n": 0,
                         *           "time": 1763805003.25,
                         *           "stream": "stdout",
                         *           "text": "epoch 1: loss 0.41"
                         *         }
                         *       ],
                         *       "next_cursor": null,
                         *       "total": 1
                         *     }
                         */
                        "application/json": components["schemas"]["ListAnswerOfLogLine"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Append console lines
         * @description Answers after they are on disk. With writer and seq they are stored exactly once, however often they are sent; seq has to grow from request to request, gaps do not matter. A line with a NUL character is rejected, those around it are taken.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "writer": "gpu01-4711",
                     *       "seq": 1763805003250000,
                     *       "lines": [
                     *         {
                     *           "time": 1763805003.25,
                     *           "stream": "stdout",
                     *           "text": "epoch 1: loss 0.41"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NewLogLines"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "accepted": 1,
                         *       "total": 1,
                         *       "duplicate": false,
                         *       "rejected": []
                         *     }
                         */
                        "application/json": components["schemas"]["LogAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs, newest first
         * @description status: active, pending, queued, running, completed, failed or cancelled; limit.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description active, pending, queued, running, completed, failed or cancelled; all when absent.
                     * @example active
                     */
                    status?: string;
                    /**
                     * @description Entries of a page, 1 to 1000; 100 when absent.
                     * @example 10
                     */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "id": "mnist-1",
                         *         "name": "mnist",
                         *         "status": "running",
                         *         "progress": 0.25,
                         *         "currentStep": 3,
                         *         "totalSteps": 1200,
                         *         "currentLoss": 0.4,
                         *         "startedAt": "2026-11-29T14:52:16.250443Z",
                         *         "createdAt": "2026-11-29T14:52:16.250443Z",
                         *         "updatedAt": "2026-11-29T14:52:16.823807Z",
                         *         "modelName": null,
                         *         "epochs": 10,
                         *         "learningRate": 0.001
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["TrainingJob"][];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job: the one of job_id, else the newest that runs */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description The newest that runs when absent.
                     * @example mnist-1
                     */
                    job_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "mnist-1",
                         *       "name": "mnist",
                         *       "status": "running",
                         *       "progress": 0.25,
                         *       "currentStep": 3,
                         *       "totalSteps": 1200,
                         *       "currentLoss": 0.4,
                         *       "startedAt": "2026-11-29T14:52:16.250443Z",
                         *       "createdAt": "2026-11-29T14:52:16.250443Z",
                         *       "updatedAt": "2026-11-29T14:52:16.823807Z",
                         *       "modelName": null,
                         *       "epochs": 10,
                         *       "learningRate": 0.001
                         *     }
                         */
                        "application/json": components["schemas"]["TrainingJob"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training/{id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest 200 steps with loss, accuracy and epoch */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job": {
                         *         "id": "mnist-1",
                         *         "name": "mnist",
                         *         "status": "running",
                         *         "progress": 0.25,
                         *         "currentStep": 3,
                         *         "totalSteps": 1200,
                         *         "currentLoss": 0.4,
                         *         "startedAt": "2026-11-29T14:52:16.250443Z",
                         *         "createdAt": "2026-11-29T14:52:16.250443Z",
                         *         "updatedAt": "2026-11-29T14:52:16.823807Z",
                         *         "modelName": null,
                         *         "epochs": 10,
                         *         "learningRate": 0.001
                         *       },
                         *       "metrics": [
                         *         {
                         *           "step": 1,
                         *           "loss": 0.5,
                         *           "accuracy": null,
                         *           "epoch": 1
                         *         },
                         *         {
                         *           "step": 2,
                         *           "loss": "NaN",
                         *           "accuracy": null,
                         *           "epoch": 1
                         *         },
                         *         {
                         *           "step": 3,
                         *           "loss": 0.4,
                         *           "accuracy": null,
                         *           "epoch": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["TrainingMetrics"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training/jobs/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a job's start */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "success": true
                         *     }
                         */
                        "application/json": components["schemas"]["TrainingOutcome"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a job's cancel */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "success": false,
                         *       "error": "a failed run cannot become cancelled"
                         *     }
                         */
                        "application/json": components["schemas"]["TrainingOutcome"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training/jobs/{id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a job's fail */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "success": true
                         *     }
                         */
                        "application/json": components["schemas"]["TrainingOutcome"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        BatchAnswer: {
            /** Format: int64 */
            accepted: number;
            rejected: components["schemas"]["RejectedPoint"][];
            /** Format: int64 */
            seq: null | number;
            duplicate: boolean;
            /** Format: int64 */
            cursor: number;
            commands: components["schemas"]["RunCommand"][];
        };
        Checkpoint: {
            id: string;
            run_id: string;
            /**
             * Format: int64
             * @description The greatest step so far, or the step it was saved at; null before the first.
             */
            step: null | number;
            name: string;
            filepath: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: null | number;
            /** @description 64 hexadecimal digits. */
            sha256: null | string;
            validity: components["schemas"]["CheckpointValidity"];
            reason: null | string;
            format: string;
            structure: null | components["schemas"]["CheckpointStructure"];
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            metadata: components["schemas"]["JsonElement"];
            is_best: boolean;
            stored: components["schemas"]["CheckpointOrigin"];
            created_at: components["schemas"]["Instant"];
        };
        /** @enum {string} */
        CheckpointOrigin: "registered" | "uploaded";
        CheckpointStructure: {
            keys: string[];
            /** Format: int64 */
            parameters: number;
            tensors: components["schemas"]["TensorShape"][];
            unsafe_globals: string[];
        };
        CheckpointUpdate: {
            is_best?: null | boolean;
            metrics?: null | {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            metadata?: null | components["schemas"]["JsonElement"];
        };
        /** @enum {string} */
        CheckpointValidity: "valid" | "invalid" | "unverified" | "missing" | "changed";
        CommandGiven: {
            command_id: string;
        };
        CommandResult: {
            ok: boolean;
            message?: null | string;
        };
        DataSet: {
            id: string;
            name: string;
            description: string;
            status: components["schemas"]["DataSetStatus"];
            error: null | string;
            /** Format: int64 */
            files: number;
            /** Format: int64 */
            expected_files: null | number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            types: {
                [key: string]: number;
            };
            path: string;
            created_at: components["schemas"]["Instant"];
            updated_at: components["schemas"]["Instant"];
        };
        DataSetFile: {
            /** Format: int64 */
            n: number;
            name: string;
            type: components["schemas"]["DataSetFileType"];
            media_type: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description 64 hexadecimal digits. */
            sha256: string;
            created_at: components["schemas"]["Instant"];
        };
        /** @enum {string} */
        DataSetFileType: "image" | "audio" | "video" | "text" | "other";
        /** @enum {string} */
        DataSetStatus: "processing" | "active" | "failed";
        DataSetUpdate: {
            name?: null | string;
            description?: null | string;
            status?: null | components["schemas"]["DataSetStatus"];
            error?: null | string;
        };
        Event: {
            id: string;
            run_id: null | string;
            time: components["schemas"]["Instant"];
            kind: components["schemas"]["EventKind"];
            level: components["schemas"]["EventLevel"];
            message: string;
            data: null | components["schemas"]["JsonElement"];
        };
        /** @enum {string} */
        EventKind: "status_change" | "run_created" | "run_deleted" | "resumed" | "checkpoint_saved" | "best_checkpoint" | "command" | "points_lost" | "metric_limit" | "non_finite" | "corrupt_chunk" | "error" | "note";
        /** @enum {string} */
        EventLevel: "info" | "warning" | "error";
        FacetKind: unknown;
        FacetScale: unknown;
        FacetValue: {
            value: string;
            /** Format: int32 */
            count: number;
            /** Format: int32 */
            left: number;
        };
        GpuSample: {
            /** Format: int32 */
            index: number;
            name?: null | string;
            /**
             * Format: double
             * @description Percent, 0 to 100.
             */
            utilization?: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            memory_used?: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            memory_total?: null | number;
            /**
             * Format: double
             * @description Degrees Celsius.
             */
            temperature?: null | number;
            /**
             * Format: double
             * @description Watts.
             */
            power?: null | number;
        };
        HealthAnswer: {
            status: string;
            detail: null | string;
        };
        HeartbeatAnswer: {
            commands: components["schemas"]["RunCommand"][];
        };
        HeartbeatRequest: {
            writer: string;
        };
        HistoryColumn: {
            min: ((null | number) | ("NaN" | "Infinity" | "-Infinity"))[];
            max: ((null | number) | ("NaN" | "Infinity" | "-Infinity"))[];
            mean: ((null | number) | ("NaN" | "Infinity" | "-Infinity"))[];
        };
        HostSample: {
            host: string;
            /**
             * Format: double
             * @description Seconds since 1970.
             */
            time: null | number;
            /**
             * Format: double
             * @description Percent, 0 to 100.
             */
            cpu_percent: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            memory_used: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            memory_total: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            disk_used: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            disk_total: null | number;
            /**
             * Format: double
             * @description Bytes a second.
             */
            net_rx: null | number;
            /**
             * Format: double
             * @description Bytes a second.
             */
            net_tx: null | number;
            process?: null | components["schemas"]["ProcessSample"];
            gpus: null | components["schemas"]["GpuSample"][];
        };
        /** Format: date-time */
        Instant: string;
        Job: {
            command: string[];
            working_dir: null | string;
            env: {
                [key: string]: string;
            };
            template: null | string;
            parameters: {
                [key: string]: string;
            };
            /** Format: int32 */
            slots: number;
            /** Format: int32 */
            gpus: number;
            /** Format: int32 */
            priority: number;
            /** Format: int32 */
            max_retries: number;
            schedule: null | string;
            not_before: null | components["schemas"]["Instant"];
            depends_on: string[];
            dataset_id: null | string;
            base_model: null | string;
            hold: boolean;
            /** Format: int32 */
            lease: number;
            gpu_indexes: number[];
        };
        JobBatch: {
            ids: string[];
            action: string;
            /** Format: int32 */
            priority?: null | number;
        };
        JobCheck: {
            name: string;
            state: components["schemas"]["JobCheckState"];
            message: string;
        };
        JobCheckAnswer: {
            checks: components["schemas"]["JobCheck"][];
        };
        /** @enum {string} */
        JobCheckState: "good" | "busy" | "missing";
        JobGrid: {
            job: components["schemas"]["NewJob"];
            values: {
                [key: string]: unknown[];
            };
        };
        JobListAnswer: {
            items: components["schemas"]["Run"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
            /** Format: int32 */
            slots: number;
            /** Format: int32 */
            slots_busy: number;
            /** Format: int32 */
            gpus: number;
        };
        JobParameter: {
            name: string;
            default: null | string;
            description: string;
            type: string;
        };
        JobTemplate: {
            name: string;
            description: string;
            command: string[];
            working_dir: null | string;
            env: {
                [key: string]: string;
            };
            parameters: components["schemas"]["JobParameter"][];
            /** Format: int32 */
            slots: number;
            /** Format: int32 */
            gpus: number;
            is_built_in: boolean;
            is_simulated: boolean;
        };
        JsonElement: unknown;
        LatestAnswer: {
            run_id: string;
            /** Format: int64 */
            step: null | number;
            /**
             * Format: double
             * @description Seconds since 1970.
             */
            time: null | number;
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** Format: int64 */
            cursor: number;
        };
        ListAnswerOfCheckpoint: {
            items: components["schemas"]["Checkpoint"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        ListAnswerOfDataSet: {
            items: components["schemas"]["DataSet"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        ListAnswerOfDataSetFile: {
            items: components["schemas"]["DataSetFile"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        ListAnswerOfEvent: {
            items: components["schemas"]["Event"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        ListAnswerOfJobTemplate: {
            items: components["schemas"]["JobTemplate"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        ListAnswerOfLogLine: {
            items: components["schemas"]["LogLine"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        ListAnswerOfModel: {
            items: components["schemas"]["Model"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        ListAnswerOfRun: {
            items: components["schemas"]["Run"][];
            next_cursor: null | string;
            /** Format: int64 */
            total: null | number;
        };
        LogAnswer: {
            /** Format: int64 */
            accepted: number;
            /** Format: int64 */
            total: number;
            duplicate: boolean;
            rejected: components["schemas"]["RejectedLine"][];
        };
        LogLine: {
            /** Format: int64 */
            n: number;
            /**
             * Format: double
             * @description Seconds since 1970.
             */
            time: number;
            stream: components["schemas"]["LogSource"];
            text: string;
        };
        /** @enum {string} */
        LogSource: "stdout" | "stderr";
        /** @enum {string} */
        MetricGoal: "min" | "max";
        MetricSummary: {
            latest: number | ("NaN" | "Infinity" | "-Infinity");
            /** Format: int64 */
            step: number;
            min: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            /** Format: int64 */
            min_step: null | number;
            max: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            /** Format: int64 */
            max_step: null | number;
            best: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            goal: components["schemas"]["MetricGoal"];
            /** Format: int64 */
            count: number;
        };
        Model: {
            id: string;
            name: string;
            stage: components["schemas"]["ModelStage"];
            status: components["schemas"]["ModelStatus"];
            error: null | string;
            run_id: string;
            checkpoint_id: string;
            /** Format: int64 */
            step: null | number;
            base_model: null | string;
            dataset_id: null | string;
            filepath: string;
            is_stored: boolean;
            file_name: string;
            format: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: null | number;
            /** @description 64 hexadecimal digits. */
            sha256: null | string;
            structure: null | components["schemas"]["CheckpointStructure"];
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            metadata: components["schemas"]["JsonElement"];
            notes: string;
            created_at: components["schemas"]["Instant"];
            updated_at: components["schemas"]["Instant"];
        };
        /** @enum {string} */
        ModelStage: "none" | "staging" | "production";
        /** @enum {string} */
        ModelStatus: "processing" | "ready" | "failed";
        ModelUpdate: {
            name?: null | string;
            stage?: null | components["schemas"]["ModelStage"];
            base_model?: null | string;
            dataset_id?: null | string;
            notes?: null | string;
        };
        NewCheckpoint: {
            filepath: string;
            id?: null | string;
            /** Format: int64 */
            step?: null | number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size?: null | number;
            /** @description 64 hexadecimal digits. */
            sha256?: null | string;
            validity?: null | components["schemas"]["CheckpointValidity"];
            reason?: null | string;
            format?: null | string;
            structure?: null | components["schemas"]["CheckpointStructure"];
            metrics?: null | {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            metadata?: null | components["schemas"]["JsonElement"];
            is_best?: null | boolean;
            created_at?: null | components["schemas"]["Instant"];
            required_keys?: null | string[];
        };
        NewCommand: {
            command: string;
            when?: null | string;
            checkpoint_id?: null | string;
        };
        NewDataSet: {
            name: string;
            id?: null | string;
            description?: null | string;
            /** Format: int64 */
            expected_files?: null | number;
        };
        NewJob: {
            name?: null | string;
            id?: null | string;
            command?: null | string[];
            working_dir?: null | string;
            env?: null | {
                [key: string]: string;
            };
            template?: null | string;
            parameters?: null | Record<string, never>;
            /** Format: int32 */
            slots?: null | number;
            /** Format: int32 */
            gpus?: null | number;
            /** Format: int32 */
            priority?: null | number;
            /** Format: int32 */
            max_retries?: null | number;
            schedule?: null | string;
            depends_on?: null | string[];
            dataset_id?: null | string;
            base_model?: null | string;
            /** Format: int64 */
            epochs?: null | number;
            /** Format: int64 */
            total_steps?: null | number;
            hold?: null | boolean;
            project?: null | string;
            group?: null | string;
            tags?: null | string[];
            config?: null | components["schemas"]["JsonElement"];
        };
        NewJobParameter: {
            name: string;
            default?: null | string;
            description?: null | string;
            type?: null | string;
        };
        NewJobTemplate: {
            name: string;
            description?: null | string;
            command: string[];
            working_dir?: null | string;
            env?: null | {
                [key: string]: string;
            };
            parameters?: null | components["schemas"]["NewJobParameter"][];
            /** Format: int32 */
            slots?: null | number;
            /** Format: int32 */
            gpus?: null | number;
        };
        NewLogLine: {
            text: string;
            /** @description Seconds since 1970. */
            time?: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            stream?: null | components["schemas"]["LogSource"];
        };
        NewLogLines: {
            lines: components["schemas"]["NewLogLine"][];
            writer?: null | string;
            /** Format: int64 */
            seq?: null | number;
        };
        NewModel: {
            name: string;
            checkpoint_id: string;
            id?: null | string;
            stage?: null | components["schemas"]["ModelStage"];
            base_model?: null | string;
            dataset_id?: null | string;
            notes?: null | string;
        };
        NewRun: {
            name: string;
            id?: null | string;
            project?: null | string;
            config?: null | components["schemas"]["JsonElement"];
            tags?: null | string[];
            notes?: null | string;
            /** Format: int64 */
            total_steps?: null | number;
            /** Format: int64 */
            epochs?: null | number;
            /** Format: int64 */
            steps_per_epoch?: null | number;
            group?: null | string;
            parent_run_id?: null | string;
            /** Format: int64 */
            parent_step?: null | number;
            primary?: null | components["schemas"]["PrimaryMetrics"];
            metric_goals?: null | Record<string, never>;
            time?: (null | number) | ("NaN" | "Infinity" | "-Infinity");
        };
        PointsBody: {
            /** Format: int64 */
            step?: null | number;
            /** @description Seconds since 1970. */
            time?: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            metrics: Record<string, never>;
            steps?: null | number[];
            /** @description Seconds since 1970. */
            times?: null | (number | ("NaN" | "Infinity" | "-Infinity"))[];
            writer?: null | string;
            /** Format: int64 */
            seq?: null | number;
            /** Format: int32 */
            rank?: null | number;
            /** Format: int64 */
            lost?: null | number;
        };
        PrimaryMetrics: {
            loss?: null | string;
            lr?: null | string;
            accuracy?: null | string;
        };
        ProblemDetails: {
            type?: null | string;
            title?: null | string;
            /** Format: int32 */
            status?: null | number;
            detail?: null | string;
            instance?: null | string;
        };
        ProcessSample: {
            /** Format: int64 */
            pid?: null | number;
            /**
             * Format: double
             * @description Percent of one core.
             */
            cpu_percent?: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            memory_used?: null | number;
        };
        RejectedLine: {
            /** Format: int32 */
            index: number;
            reason: string;
        };
        RejectedPoint: {
            /** Format: int32 */
            index: number;
            metric: string;
            reason: string;
        };
        ResumeRequest: {
            writer: string;
            /** Format: int64 */
            from_step?: null | number;
        };
        Run: {
            id: string;
            name: string;
            project: string;
            status: components["schemas"]["RunStatus"];
            is_simulated: boolean;
            config: components["schemas"]["JsonElement"];
            tags: string[];
            notes: string;
            /** Format: int64 */
            total_steps: null | number;
            /** Format: int64 */
            epochs: null | number;
            /** Format: int64 */
            steps_per_epoch: null | number;
            /**
             * Format: int64
             * @description The greatest step so far, or the step it was saved at; null before the first.
             */
            step: null | number;
            epoch: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            /** @description Percent, 0 to 100. */
            progress: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            /** @description Seconds left. */
            eta_seconds: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            /** @description Steps a second. */
            step_rate: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            stalled: boolean;
            created_at: components["schemas"]["Instant"];
            queued_at: null | components["schemas"]["Instant"];
            started_at: null | components["schemas"]["Instant"];
            ended_at: null | components["schemas"]["Instant"];
            updated_at: components["schemas"]["Instant"];
            heartbeat_at: null | components["schemas"]["Instant"];
            parent_run_id: null | string;
            /** Format: int64 */
            parent_step: null | number;
            retry_of: null | string;
            /** Format: int32 */
            attempt: number;
            group: null | string;
            /** Format: int32 */
            segment: number;
            metrics: {
                [key: string]: components["schemas"]["MetricSummary"];
            };
            primary: components["schemas"]["PrimaryMetrics"];
            hosts: string[];
            job: null | components["schemas"]["Job"];
            /** Format: int32 */
            exit_code: null | number;
            error: null | string;
            /** Format: int64 */
            points_lost: number;
            /** Format: int64 */
            cursor: number;
        };
        RunBatch: {
            ids: string[];
            action: string;
            tag?: null | string;
            project?: null | string;
        };
        RunBatchAnswer: {
            done: string[];
            failed: components["schemas"]["RunBatchFailure"][];
        };
        RunBatchFailure: {
            id: string;
            reason: string;
        };
        RunCommand: {
            id: string;
            command: string;
            when: string;
            checkpoint_id?: null | string;
            filepath?: null | string;
            /** Format: int64 */
            step?: null | number;
        };
        RunFacet: {
            field: string;
            kind: components["schemas"]["FacetKind"];
            /** Format: int32 */
            missing: number;
            /** Format: int32 */
            distinct?: null | number;
            values?: null | components["schemas"]["FacetValue"][];
            scale?: null | components["schemas"]["FacetScale"];
            edges?: null | (number | ("NaN" | "Infinity" | "-Infinity"))[];
            counts?: null | number[];
            left?: null | number[];
        };
        RunFacets: {
            /** Format: int32 */
            total: number;
            facets: components["schemas"]["RunFacet"][];
        };
        RunGroup: {
            value: null | string;
            /** Format: int32 */
            count: number;
            numbers: components["schemas"]["RunGroupNumbers"][];
        };
        RunGroupNumbers: {
            /** Format: int32 */
            count: number;
            mean: number | ("NaN" | "Infinity" | "-Infinity");
            min: number | ("NaN" | "Infinity" | "-Infinity");
            max: number | ("NaN" | "Infinity" | "-Infinity");
        };
        RunGroups: {
            by: string;
            /** Format: int32 */
            total: number;
            groups: components["schemas"]["RunGroup"][];
        };
        /** @enum {string} */
        RunStatus: "pending" | "queued" | "running" | "completed" | "failed" | "cancelled" | "interrupted";
        RunUpdate: {
            name?: null | string;
            project?: null | string;
            config?: null | components["schemas"]["JsonElement"];
            tags?: null | string[];
            notes?: null | string;
            status?: null | components["schemas"]["RunStatus"];
            /** Format: int64 */
            total_steps?: null | number;
            /** Format: int64 */
            epochs?: null | number;
            /** Format: int64 */
            steps_per_epoch?: null | number;
            group?: null | string;
            primary?: null | components["schemas"]["PrimaryMetrics"];
            metric_goals?: null | Record<string, never>;
            error?: null | string;
            /** Format: int32 */
            exit_code?: null | number;
            time?: (null | number) | ("NaN" | "Infinity" | "-Infinity");
        };
        SeriesAnswer: {
            run_id: string;
            /** Format: int64 */
            cursor: number;
            x: string;
            series: components["schemas"]["SeriesColumns"][];
        };
        SeriesColumns: components["schemas"]["SeriesColumnsRawColumns"] | components["schemas"]["SeriesColumnsBucketColumns"];
        SeriesColumnsBucketColumns: {
            /** @enum {string} */
            kind?: "buckets";
            first_step: number[];
            last_step: number[];
            /** @description Seconds since 1970. */
            first_time: number[];
            /** @description Seconds since 1970. */
            last_time: number[];
            first: (null | number)[];
            last: (null | number)[];
            min: (null | number)[];
            max: (null | number)[];
            sum: (null | number)[];
            count: number[];
            nan: number[];
            pos_inf: number[];
            neg_inf: number[];
            run_id: string;
            key: string;
            /** Format: int32 */
            segment: number;
            /** Format: int64 */
            total: number;
        };
        SeriesColumnsRawColumns: {
            /** @enum {string} */
            kind?: "raw";
            steps: number[];
            /** @description Seconds since 1970. */
            times: number[];
            values: (number | ("NaN" | "Infinity" | "-Infinity"))[];
            x?: null | (number | ("NaN" | "Infinity" | "-Infinity"))[];
            /** Format: int64 */
            folded?: null | number;
            run_id: string;
            key: string;
            /** Format: int32 */
            segment: number;
            /** Format: int64 */
            total: number;
        };
        SeriesListAnswer: {
            x: string;
            cursors: {
                [key: string]: number;
            };
            series: components["schemas"]["SeriesColumns"][];
        };
        SeriesRequest: {
            runs: string[];
            keys: string[];
            x?: null | string;
            from?: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            to?: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            /** Format: int32 */
            points?: null | number;
            segment?: null | string;
        };
        SystemHistory: {
            host: string;
            /** @description Seconds since 1970. */
            from: number | ("NaN" | "Infinity" | "-Infinity");
            /** @description Seconds since 1970. */
            to: number | ("NaN" | "Infinity" | "-Infinity");
            /** @description Seconds since 1970. */
            times: (number | ("NaN" | "Infinity" | "-Infinity"))[];
            metrics: {
                [key: string]: components["schemas"]["HistoryColumn"];
            };
        };
        SystemReport: {
            host: string;
            samples: components["schemas"]["SystemSample"][];
            writer?: null | string;
        };
        SystemSample: {
            /**
             * Format: double
             * @description Seconds since 1970.
             */
            time?: null | number;
            /**
             * Format: double
             * @description Percent, 0 to 100.
             */
            cpu_percent?: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            memory_used?: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            memory_total?: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            disk_used?: null | number;
            /**
             * Format: double
             * @description Bytes.
             */
            disk_total?: null | number;
            /**
             * Format: double
             * @description Bytes a second.
             */
            net_rx?: null | number;
            /**
             * Format: double
             * @description Bytes a second.
             */
            net_tx?: null | number;
            process?: null | components["schemas"]["ProcessSample"];
            gpus?: null | components["schemas"]["GpuSample"][];
        };
        SystemStatus: {
            hosts: components["schemas"]["HostSample"][];
        };
        TensorShape: {
            name: string;
            shape: number[];
            dtype: string;
        };
        TrainingJob: {
            id: string;
            name: string;
            status: string;
            /** @description Percent, 0 to 100. */
            progress: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            /** Format: int64 */
            currentStep: null | number;
            /** Format: int64 */
            totalSteps: null | number;
            currentLoss: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            startedAt: null | components["schemas"]["Instant"];
            createdAt: components["schemas"]["Instant"];
            updatedAt: components["schemas"]["Instant"];
            modelName: null | string;
            /** Format: int64 */
            epochs: null | number;
            learningRate: (null | number) | ("NaN" | "Infinity" | "-Infinity");
        };
        TrainingMetrics: {
            job: components["schemas"]["TrainingJob"];
            metrics: components["schemas"]["TrainingStep"][];
        };
        TrainingOutcome: {
            success: boolean;
            error?: null | string;
        };
        TrainingStep: {
            /** Format: int64 */
            step: number;
            loss: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            accuracy: (null | number) | ("NaN" | "Infinity" | "-Infinity");
            epoch: (null | number) | ("NaN" | "Infinity" | "-Infinity");
        };
        VersionAnswer: {
            name: string;
            version: string;
            /** Format: int32 */
            wire_version: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
