import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  KeyValueStore,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Duration } from "aws-cdk-lib/core";
import { type Api, type App, Stack } from "sst/constructs";
import { type Gateway, OPS_PREFIXES } from "./gateway.ts";
import { newStack } from "./new-stack.ts";
import type { StageSettings } from "./stage.ts";

export interface Edge {
  readonly distribution: Distribution;
  readonly apiBaseUrl: string;
}

/**
 * One CloudFront distribution in front of both APIs: one domain, http sent to https, and the header that proves to a function that the
 * request came this way. It caches nothing, since every answer carries headers of its own request; cache classes serve browsers.
 */
export function edgeStack(app: App, settings: StageSettings, gateway: Gateway): Edge {
  const stack = newStack(app, "edge");
  const viewerRequest = edgeFunction(stack, settings);
  const opsBehaviour = behaviour(gateway.ops, viewerRequest);
  const distribution = new Distribution(stack, "distribution", {
    comment: `instainstru ${settings.stage}`,
    defaultBehavior: behaviour(gateway.public, viewerRequest),
    additionalBehaviors: Object.fromEntries(OPS_PREFIXES.map((prefix) => [`${prefix}*`, opsBehaviour])),
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_100,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    ...(settings.domain === undefined
      ? {}
      : {
          domainNames: [settings.domain.name],
          certificate: Certificate.fromCertificateArn(stack, "certificate", settings.domain.certificateArn),
        }),
  });
  const apiBaseUrl = `https://${settings.domain?.name ?? distribution.distributionDomainName}`;
  stack.addOutputs({ ApiBaseUrl: apiBaseUrl, DistributionDomain: distribution.distributionDomainName });
  return { distribution, apiBaseUrl };
}

/** The source of the CloudFront Function, with the origins that may read its refusals (identity SEC-3). */
export function edgeFunctionSource(frontendOrigins: readonly string[]): string {
  const source = readFileSync(join(process.cwd(), "stacks", "edge-function.js"), "utf8");
  return source.replace('["__FRONTEND_ORIGINS__"]', JSON.stringify(frontendOrigins));
}

/**
 * The secret of the origin header lives in a key-value store, which an operator fills: so it is in no template, and rotating it
 * needs no deployment (`docs/runbooks/rotate-secrets.md`).
 */
function edgeFunction(stack: Stack, settings: StageSettings): EdgeFunction {
  const keyValueStore = new KeyValueStore(stack, "store", { keyValueStoreName: `instainstru-${settings.stage}-edge` });
  stack.addOutputs({ EdgeStoreArn: keyValueStore.keyValueStoreArn });
  return new EdgeFunction(stack, "viewer-request", {
    functionName: `instainstru-${settings.stage}-viewer-request`,
    code: FunctionCode.fromInline(edgeFunctionSource(settings.frontendOrigins)),
    runtime: FunctionRuntime.JS_2_0,
    keyValueStore,
  });
}

function behaviour(api: Api, viewerRequest: EdgeFunction): BehaviorOptions {
  return {
    origin: new HttpOrigin(`${api.httpApiId}.execute-api.${Stack.of(api).region}.amazonaws.com`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      // As long as the gateway's own limit; handlers answer their time-outs earlier (API-48).
      readTimeout: Duration.seconds(30),
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    functionAssociations: [{ function: viewerRequest, eventType: FunctionEventType.VIEWER_REQUEST }],
    compress: false,
  };
}
