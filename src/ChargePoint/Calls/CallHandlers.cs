using System.Collections.Frozen;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// What a charge point does with a call of the CSMS: it judges, answers, and does what it has promised. Nothing changes before it has
/// judged, so that a call that fails until then leaves no trace.
/// </summary>
/// <param name="cp">The charge point.</param>
/// <param name="messageId">The call's, for the answer.</param>
/// <param name="request">Of the action's type, and valid.</param>
internal delegate void CallHandler(ChargePoint cp, string messageId, object request);

/// <summary>The calls of the CSMS that a charge point serves, and by what.</summary>
internal static class CallHandlers
{
    /// <summary>All that a CSMS can call.</summary>
    public static FrozenDictionary<OcppAction, CallHandler> All { get; } =
        FrozenDictionary.ToFrozenDictionary<OcppAction, CallHandler>([
            On(Actions.CancelReservation, CancelReservation.Handle),
            On(Actions.CertificateSigned, CertificateSignedHandler.Handle),
            On(Actions.ChangeAvailability, ChangeAvailability.Handle),
            On(Actions.ChangeConfiguration, ChangeConfigurationHandler.Handle),
            On(Actions.ClearCache, (cp, id, _) => ClearCache.Handle(cp, id)),
            On(Actions.ClearChargingProfile, ClearChargingProfile.Handle),
            On(Actions.DataTransfer, DataTransferHandler.Handle),
            On(Actions.DeleteCertificate, DeleteCertificateHandler.Handle),
            On(Actions.ExtendedTriggerMessage, ExtendedTriggerMessage.Handle),
            On(Actions.GetCompositeSchedule, GetCompositeSchedule.Handle),
            On(Actions.GetConfiguration, GetConfigurationHandler.Handle),
            On(Actions.GetDiagnostics, GetDiagnostics.Handle),
            On(Actions.GetInstalledCertificateIds, GetInstalledCertificateIdsHandler.Handle),
            On(Actions.GetLocalListVersion, (cp, id, _) => GetLocalListVersion.Handle(cp, id)),
            On(Actions.GetLog, GetLog.Handle),
            On(Actions.InstallCertificate, InstallCertificateHandler.Handle),
            On(Actions.RemoteStartTransaction, RemoteStart.Handle),
            On(Actions.RemoteStopTransaction, RemoteStop.Handle),
            On(Actions.ReserveNow, ReserveNow.Handle),
            On(Actions.Reset, ResetHandler.Handle),
            On(Actions.SendLocalList, SendLocalList.Handle),
            On(Actions.SetChargingProfile, SetChargingProfile.Handle),
            On(Actions.SignedUpdateFirmware, SignedUpdateFirmware.Handle),
            On(Actions.TriggerMessage, TriggerMessage.Handle),
            On(Actions.UnlockConnector, UnlockConnector.Handle),
            On(Actions.UpdateFirmware, UpdateFirmware.Handle),
        ]);

    private static KeyValuePair<OcppAction, CallHandler> On<TRequest, TResponse>(
        OcppAction<TRequest, TResponse> action,
        Action<ChargePoint, string, TRequest> handle
    )
        where TRequest : class
        where TResponse : class => new(action, (cp, id, request) => handle(cp, id, (TRequest)request));
}
