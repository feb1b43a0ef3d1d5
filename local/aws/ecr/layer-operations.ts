import { operation, type Service } from "../gateway/service";
import {
  availabilityInput,
  checkAvailability,
  completeInput,
  completeUpload,
  downloadInput,
  downloadUrl,
  initiateInput,
  initiateUpload,
  partInput,
  uploadPart,
} from "./layers";

const LACKS = "moto lacks it";

/** What a Docker client does with the layers of an image. */
export const layerOperations: Service["operations"] = {
  BatchCheckLayerAvailability: operation(LACKS, availabilityInput, checkAvailability),
  InitiateLayerUpload: operation(LACKS, initiateInput, initiateUpload),
  UploadLayerPart: operation(LACKS, partInput, uploadPart),
  CompleteLayerUpload: operation(LACKS, completeInput, completeUpload),
  GetDownloadUrlForLayer: operation(LACKS, downloadInput, downloadUrl),
};
