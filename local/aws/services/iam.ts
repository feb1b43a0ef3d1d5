import { xmlAnswer } from "../gateway/answer";
import type { Service } from "../gateway/service";

const EMPTY_LIST =
  '<ListServiceSpecificCredentialsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
  "<ListServiceSpecificCredentialsResult><ServiceSpecificCredentials/></ListServiceSpecificCredentialsResult>" +
  "<ResponseMetadata><RequestId>local-aws</RequestId></ResponseMetadata></ListServiceSpecificCredentialsResponse>";

/** IAM, kept by moto. */
export const iam: Service = {
  operations: {
    ListServiceSpecificCredentials: {
      because: "moto lacks it; as it can't create any, no user has one",
      answer: () => xmlAnswer(EMPTY_LIST),
    },
  },
};
