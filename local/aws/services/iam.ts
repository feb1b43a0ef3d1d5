import { xmlAnswer } from "../gateway/answer";
import type { Service } from "../gateway/service";
import { addClientId, removeClientId } from "../iam/client-id-operations";
import {
  createUser,
  deleteUser,
  deleteUserPermissionsBoundary,
  getUser,
  putUserPermissionsBoundary,
  updateUser,
} from "../iam/users/boundary-operations";

const FIXED_AUDIENCES = "moto takes the audiences of a provider only when it is made";
const NO_BOUNDARIES = "moto has no permissions boundaries of users";

const EMPTY_LIST =
  '<ListServiceSpecificCredentialsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
  "<ListServiceSpecificCredentialsResult><ServiceSpecificCredentials/></ListServiceSpecificCredentialsResult>" +
  "<ResponseMetadata><RequestId>local-aws</RequestId></ResponseMetadata></ListServiceSpecificCredentialsResponse>";

/** IAM, kept by moto. */
export const iam: Service = {
  operations: {
    AddClientIDToOpenIDConnectProvider: { because: FIXED_AUDIENCES, answer: addClientId },
    RemoveClientIDFromOpenIDConnectProvider: { because: FIXED_AUDIENCES, answer: removeClientId },
    CreateUser: { because: NO_BOUNDARIES, answer: createUser },
    GetUser: { because: NO_BOUNDARIES, answer: getUser },
    UpdateUser: { because: NO_BOUNDARIES, answer: updateUser },
    DeleteUser: { because: NO_BOUNDARIES, answer: deleteUser },
    PutUserPermissionsBoundary: { because: NO_BOUNDARIES, answer: putUserPermissionsBoundary },
    DeleteUserPermissionsBoundary: { because: NO_BOUNDARIES, answer: deleteUserPermissionsBoundary },
    ListServiceSpecificCredentials: {
      because: "moto lacks it; as it can't create any, no user has one",
      answer: () => xmlAnswer(EMPTY_LIST),
    },
  },
};
