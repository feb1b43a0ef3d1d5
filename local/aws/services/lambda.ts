import type { Service } from "../gateway/service";
import { putEventInvokeConfig, updateEventInvokeConfig } from "../lambda/event-invoke-config";
import {
  createFunction,
  deleteFunction,
  getFunction,
  updateFunctionCode,
  updateFunctionConfiguration,
} from "../lambda/function-operations";
import { invoke } from "../lambda/invoke";
import { lambdaOperationOf } from "../lambda/routes";

const CODE = "what runs the code keeps it";
const FORGETS = "moto forgets the dead-letter queue and the log group of a function";
const FIRST = "moto goes on to show the first one that was put";

/** Lambda, kept by moto but for the code, which runs here. */
export const lambda: Service = {
  operations: {
    CreateFunction: { because: CODE, answer: createFunction },
    UpdateFunctionCode: { because: CODE, answer: updateFunctionCode },
    UpdateFunctionConfiguration: { because: FORGETS, answer: updateFunctionConfiguration },
    GetFunction: { because: FORGETS, answer: getFunction },
    GetFunctionConfiguration: { because: FORGETS, answer: getFunction },
    DeleteFunction: { because: CODE, answer: deleteFunction },
    Invoke: { because: "moto needs a Docker daemon to run a function", answer: invoke },
    PutFunctionEventInvokeConfig: { because: FIRST, answer: putEventInvokeConfig },
    UpdateFunctionEventInvokeConfig: { because: FIRST, answer: updateEventInvokeConfig },
  },
  operationOf: lambdaOperationOf,
};
