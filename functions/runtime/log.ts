import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";
import { optionalEnvironment } from "../../core/config.ts";
import type { Log } from "../../core/context.ts";
import { redactedLog } from "./redact-log.ts";

let logger: Logger | undefined;

/** A log whose every line carries the given fields. Lines are JSON, one per event, redacted before they are written (OPS-7, OPS-9). */
export function log(fields: Readonly<Record<string, unknown>>): Log {
  logger ??= new Logger({ serviceName: optionalEnvironment("AWS_LAMBDA_FUNCTION_NAME") ?? "local", logFormatter: new LineFormatter() });
  const lines = logger;
  return {
    debug: (message, more) => lines.debug(message, { ...fields, ...more }),
    info: (message, more) => lines.info(message, { ...fields, ...more }),
    warn: (message, more) => lines.warn(message, { ...fields, ...more }),
    error: (message, more) => lines.error(message, { ...fields, ...more }),
  };
}

class LineFormatter extends LogFormatter {
  override formatAttributes(attributes: UnformattedAttributes, more: LogAttributes): LogItem {
    const { error, ...fields } = more;
    return new LogItem({
      attributes: {
        time: attributes.timestamp.toISOString(),
        level: attributes.logLevel.toLowerCase(),
        msg: attributes.message,
        stage: optionalEnvironment("STAGE"),
        service: attributes.serviceName,
        ...redactedLog(fields),
        ...(error instanceof Error ? { error: redactedLog(this.formatError(error)) } : {}),
      },
    });
  }
}
