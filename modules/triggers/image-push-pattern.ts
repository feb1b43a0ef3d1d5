/** Which image push an event pattern waits for. */
export interface ImagePush {
  readonly repositoryName: string;
  readonly imageTag: string;
}

/** What AWS sends when an image is pushed, in the two forms a rule can wait for. */
export interface ImagePushPattern {
  readonly pattern: (push: ImagePush) => object;
  /** JSON path of the pushed image's digest in the event. */
  readonly digestPath: string;
}

/**
 * `ecr-image-action`: ECR's own event, sent for every push (Amazon ECR: Amazon ECR events and EventBridge).
 * `cloudtrail-put-image`: the API call as CloudTrail records it, sent only where a trail records management events.
 */
export const imagePushPatterns = {
  "ecr-image-action": {
    pattern: ({ repositoryName, imageTag }) => ({
      source: ["aws.ecr"],
      "detail-type": ["ECR Image Action"],
      detail: {
        "action-type": ["PUSH"],
        result: ["SUCCESS"],
        "repository-name": [repositoryName],
        "image-tag": [imageTag],
      },
    }),
    digestPath: "$.detail.image-digest",
  },
  "cloudtrail-put-image": {
    pattern: ({ repositoryName, imageTag }) => ({
      source: ["aws.ecr"],
      detail: {
        eventName: ["PutImage"],
        requestParameters: { repositoryName: [repositoryName], imageTag: [imageTag] },
      },
    }),
    digestPath: "$.detail.responseElements.image.imageId.imageDigest",
  },
} as const satisfies Record<string, ImagePushPattern>;

export type ImagePushPatternName = keyof typeof imagePushPatterns;

export const imagePushPatternNames = Object.keys(imagePushPatterns) as readonly ImagePushPatternName[];
