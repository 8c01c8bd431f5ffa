import * as api from "../../src/gen/agent/agent.ts";
import { Empty } from "../../src/gen/google/protobuf/empty.ts";
import { Interface } from "../../src/gen/agent/types.ts";
import type { MessageType } from "../../src/protobuf/message_type.ts";
import { CreateContainerRequest, ExecProcessRequest, UpdateContainerRequest } from "./requests.ts";

function unary<Request, Response>(
  name: string,
  requestType: MessageType<Request>,
  responseType: MessageType<Response>,
) {
  return { name, requestType, requestStream: false, responseType, responseStream: false } as const;
}

/**
 * grpc.AgentService as far as this agent serves it. The generated definition names all of Kata's methods, and with them
 * all their messages, the OCI spec's too, which the agent would load at every boot.
 */
export const ServedAgentService = {
  fullName: "grpc.AgentService",
  methods: {
    createSandbox: unary("CreateSandbox", api.CreateSandboxRequest, Empty),
    destroySandbox: unary("DestroySandbox", api.DestroySandboxRequest, Empty),
    setGuestDateTime: unary("SetGuestDateTime", api.SetGuestDateTimeRequest, Empty),
    reseedRandomDev: unary("ReseedRandomDev", api.ReseedRandomDevRequest, Empty),
    getGuestDetails: unary("GetGuestDetails", api.GuestDetailsRequest, api.GuestDetailsResponse),
    updateEphemeralMounts: unary("UpdateEphemeralMounts", api.UpdateEphemeralMountsRequest, Empty),
    updateInterface: unary("UpdateInterface", api.UpdateInterfaceRequest, Interface),
    updateRoutes: unary("UpdateRoutes", api.UpdateRoutesRequest, api.Routes),
    listInterfaces: unary("ListInterfaces", api.ListInterfacesRequest, api.Interfaces),
    listRoutes: unary("ListRoutes", api.ListRoutesRequest, api.Routes),
    addARPNeighbors: unary("AddARPNeighbors", api.AddARPNeighborsRequest, Empty),
    createContainer: unary("CreateContainer", CreateContainerRequest, Empty),
    startContainer: unary("StartContainer", api.StartContainerRequest, Empty),
    removeContainer: unary("RemoveContainer", api.RemoveContainerRequest, Empty),
    updateContainer: unary("UpdateContainer", UpdateContainerRequest, Empty),
    pauseContainer: unary("PauseContainer", api.PauseContainerRequest, Empty),
    resumeContainer: unary("ResumeContainer", api.ResumeContainerRequest, Empty),
    statsContainer: unary("StatsContainer", api.StatsContainerRequest, api.StatsContainerResponse),
    execProcess: unary("ExecProcess", ExecProcessRequest, Empty),
    signalProcess: unary("SignalProcess", api.SignalProcessRequest, Empty),
    waitProcess: unary("WaitProcess", api.WaitProcessRequest, api.WaitProcessResponse),
    listProcesses: unary("ListProcesses", api.ListProcessesRequest, api.ListProcessesResponse),
    writeStdin: unary("WriteStdin", api.WriteStreamRequest, api.WriteStreamResponse),
    readStdout: unary("ReadStdout", api.ReadStreamRequest, api.ReadStreamResponse),
    readStderr: unary("ReadStderr", api.ReadStreamRequest, api.ReadStreamResponse),
    closeStdin: unary("CloseStdin", api.CloseStdinRequest, Empty),
    ttyWinResize: unary("TtyWinResize", api.TtyWinResizeRequest, Empty),
    getOOMEvent: unary("GetOOMEvent", api.GetOOMEventRequest, api.OOMEvent),
  },
};
