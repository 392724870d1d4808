namespace Ocpp.V16;

/// <summary>
/// The 39 actions of OCPP 1.6 and its security extension. One table in one file in spite of its length: the order in which
/// partial files initialise their static fields is not defined, and <see cref="All"/> needs all of them.
/// </summary>
public static class Actions
{
    /// <inheritdoc cref="AuthorizeRequest"/>
    public static readonly OcppAction<AuthorizeRequest, AuthorizeResponse> Authorize = new(
        "Authorize",
        FeatureProfile.Core,
        Direction.FromChargePoint,
        new(OcppJson.Default.AuthorizeRequest, AuthorizeRequest.Shape),
        new(OcppJson.Default.AuthorizeResponse, AuthorizeResponse.Shape)
    );

    /// <inheritdoc cref="BootNotificationRequest"/>
    public static readonly OcppAction<BootNotificationRequest, BootNotificationResponse> BootNotification = new(
        "BootNotification",
        FeatureProfile.Core,
        Direction.FromChargePoint,
        new(OcppJson.Default.BootNotificationRequest, BootNotificationRequest.Shape),
        new(OcppJson.Default.BootNotificationResponse, BootNotificationResponse.Shape)
    );

    /// <inheritdoc cref="HeartbeatRequest"/>
    public static readonly OcppAction<HeartbeatRequest, HeartbeatResponse> Heartbeat = new(
        "Heartbeat",
        FeatureProfile.Core,
        Direction.FromChargePoint,
        new(OcppJson.Default.HeartbeatRequest, HeartbeatRequest.Shape),
        new(OcppJson.Default.HeartbeatResponse, HeartbeatResponse.Shape)
    );

    /// <inheritdoc cref="MeterValuesRequest"/>
    public static readonly OcppAction<MeterValuesRequest, MeterValuesResponse> MeterValues = new(
        "MeterValues",
        FeatureProfile.Core,
        Direction.FromChargePoint,
        new(OcppJson.Default.MeterValuesRequest, MeterValuesRequest.Shape),
        new(OcppJson.Default.MeterValuesResponse, MeterValuesResponse.Shape)
    );

    /// <inheritdoc cref="StartTransactionRequest"/>
    public static readonly OcppAction<StartTransactionRequest, StartTransactionResponse> StartTransaction = new(
        "StartTransaction",
        FeatureProfile.Core,
        Direction.FromChargePoint,
        new(OcppJson.Default.StartTransactionRequest, StartTransactionRequest.Shape),
        new(OcppJson.Default.StartTransactionResponse, StartTransactionResponse.Shape)
    );

    /// <inheritdoc cref="StatusNotificationRequest"/>
    public static readonly OcppAction<StatusNotificationRequest, StatusNotificationResponse> StatusNotification = new(
        "StatusNotification",
        FeatureProfile.Core,
        Direction.FromChargePoint,
        new(OcppJson.Default.StatusNotificationRequest, StatusNotificationRequest.Shape),
        new(OcppJson.Default.StatusNotificationResponse, StatusNotificationResponse.Shape)
    );

    /// <inheritdoc cref="StopTransactionRequest"/>
    public static readonly OcppAction<StopTransactionRequest, StopTransactionResponse> StopTransaction = new(
        "StopTransaction",
        FeatureProfile.Core,
        Direction.FromChargePoint,
        new(OcppJson.Default.StopTransactionRequest, StopTransactionRequest.Shape),
        new(OcppJson.Default.StopTransactionResponse, StopTransactionResponse.Shape)
    );

    /// <inheritdoc cref="DataTransferRequest"/>
    public static readonly OcppAction<DataTransferRequest, DataTransferResponse> DataTransfer = new(
        "DataTransfer",
        FeatureProfile.Core,
        Direction.FromChargePoint | Direction.FromCentralSystem,
        new(OcppJson.Default.DataTransferRequest, DataTransferRequest.Shape),
        new(OcppJson.Default.DataTransferResponse, DataTransferResponse.Shape)
    );

    /// <inheritdoc cref="ChangeAvailabilityRequest"/>
    public static readonly OcppAction<ChangeAvailabilityRequest, ChangeAvailabilityResponse> ChangeAvailability = new(
        "ChangeAvailability",
        FeatureProfile.Core,
        Direction.FromCentralSystem,
        new(OcppJson.Default.ChangeAvailabilityRequest, ChangeAvailabilityRequest.Shape),
        new(OcppJson.Default.ChangeAvailabilityResponse, ChangeAvailabilityResponse.Shape)
    );

    /// <inheritdoc cref="ChangeConfigurationRequest"/>
    public static readonly OcppAction<ChangeConfigurationRequest, ChangeConfigurationResponse> ChangeConfiguration =
        new(
            "ChangeConfiguration",
            FeatureProfile.Core,
            Direction.FromCentralSystem,
            new(OcppJson.Default.ChangeConfigurationRequest, ChangeConfigurationRequest.Shape),
            new(OcppJson.Default.ChangeConfigurationResponse, ChangeConfigurationResponse.Shape)
        );

    /// <inheritdoc cref="ClearCacheRequest"/>
    public static readonly OcppAction<ClearCacheRequest, ClearCacheResponse> ClearCache = new(
        "ClearCache",
        FeatureProfile.Core,
        Direction.FromCentralSystem,
        new(OcppJson.Default.ClearCacheRequest, ClearCacheRequest.Shape),
        new(OcppJson.Default.ClearCacheResponse, ClearCacheResponse.Shape)
    );

    /// <inheritdoc cref="GetConfigurationRequest"/>
    public static readonly OcppAction<GetConfigurationRequest, GetConfigurationResponse> GetConfiguration = new(
        "GetConfiguration",
        FeatureProfile.Core,
        Direction.FromCentralSystem,
        new(OcppJson.Default.GetConfigurationRequest, GetConfigurationRequest.Shape),
        new(OcppJson.Default.GetConfigurationResponse, GetConfigurationResponse.Shape)
    );

    /// <inheritdoc cref="RemoteStartTransactionRequest"/>
    public static readonly OcppAction<
        RemoteStartTransactionRequest,
        RemoteStartTransactionResponse
    > RemoteStartTransaction = new(
        "RemoteStartTransaction",
        FeatureProfile.Core,
        Direction.FromCentralSystem,
        new(OcppJson.Default.RemoteStartTransactionRequest, RemoteStartTransactionRequest.Shape),
        new(OcppJson.Default.RemoteStartTransactionResponse, RemoteStartTransactionResponse.Shape)
    );

    /// <inheritdoc cref="RemoteStopTransactionRequest"/>
    public static readonly OcppAction<
        RemoteStopTransactionRequest,
        RemoteStopTransactionResponse
    > RemoteStopTransaction = new(
        "RemoteStopTransaction",
        FeatureProfile.Core,
        Direction.FromCentralSystem,
        new(OcppJson.Default.RemoteStopTransactionRequest, RemoteStopTransactionRequest.Shape),
        new(OcppJson.Default.RemoteStopTransactionResponse, RemoteStopTransactionResponse.Shape)
    );

    /// <inheritdoc cref="ResetRequest"/>
    public static readonly OcppAction<ResetRequest, ResetResponse> Reset = new(
        "Reset",
        FeatureProfile.Core,
        Direction.FromCentralSystem,
        new(OcppJson.Default.ResetRequest, ResetRequest.Shape),
        new(OcppJson.Default.ResetResponse, ResetResponse.Shape)
    );

    /// <inheritdoc cref="UnlockConnectorRequest"/>
    public static readonly OcppAction<UnlockConnectorRequest, UnlockConnectorResponse> UnlockConnector = new(
        "UnlockConnector",
        FeatureProfile.Core,
        Direction.FromCentralSystem,
        new(OcppJson.Default.UnlockConnectorRequest, UnlockConnectorRequest.Shape),
        new(OcppJson.Default.UnlockConnectorResponse, UnlockConnectorResponse.Shape)
    );

    /// <inheritdoc cref="GetDiagnosticsRequest"/>
    public static readonly OcppAction<GetDiagnosticsRequest, GetDiagnosticsResponse> GetDiagnostics = new(
        "GetDiagnostics",
        FeatureProfile.FirmwareManagement,
        Direction.FromCentralSystem,
        new(OcppJson.Default.GetDiagnosticsRequest, GetDiagnosticsRequest.Shape),
        new(OcppJson.Default.GetDiagnosticsResponse, GetDiagnosticsResponse.Shape)
    );

    /// <inheritdoc cref="DiagnosticsStatusNotificationRequest"/>
    public static readonly OcppAction<
        DiagnosticsStatusNotificationRequest,
        DiagnosticsStatusNotificationResponse
    > DiagnosticsStatusNotification = new(
        "DiagnosticsStatusNotification",
        FeatureProfile.FirmwareManagement,
        Direction.FromChargePoint,
        new(OcppJson.Default.DiagnosticsStatusNotificationRequest, DiagnosticsStatusNotificationRequest.Shape),
        new(OcppJson.Default.DiagnosticsStatusNotificationResponse, DiagnosticsStatusNotificationResponse.Shape)
    );

    /// <inheritdoc cref="UpdateFirmwareRequest"/>
    public static readonly OcppAction<UpdateFirmwareRequest, UpdateFirmwareResponse> UpdateFirmware = new(
        "UpdateFirmware",
        FeatureProfile.FirmwareManagement,
        Direction.FromCentralSystem,
        new(OcppJson.Default.UpdateFirmwareRequest, UpdateFirmwareRequest.Shape),
        new(OcppJson.Default.UpdateFirmwareResponse, UpdateFirmwareResponse.Shape)
    );

    /// <inheritdoc cref="FirmwareStatusNotificationRequest"/>
    public static readonly OcppAction<
        FirmwareStatusNotificationRequest,
        FirmwareStatusNotificationResponse
    > FirmwareStatusNotification = new(
        "FirmwareStatusNotification",
        FeatureProfile.FirmwareManagement,
        Direction.FromChargePoint,
        new(OcppJson.Default.FirmwareStatusNotificationRequest, FirmwareStatusNotificationRequest.Shape),
        new(OcppJson.Default.FirmwareStatusNotificationResponse, FirmwareStatusNotificationResponse.Shape)
    );

    /// <inheritdoc cref="GetLocalListVersionRequest"/>
    public static readonly OcppAction<GetLocalListVersionRequest, GetLocalListVersionResponse> GetLocalListVersion =
        new(
            "GetLocalListVersion",
            FeatureProfile.LocalAuthListManagement,
            Direction.FromCentralSystem,
            new(OcppJson.Default.GetLocalListVersionRequest, GetLocalListVersionRequest.Shape),
            new(OcppJson.Default.GetLocalListVersionResponse, GetLocalListVersionResponse.Shape)
        );

    /// <inheritdoc cref="SendLocalListRequest"/>
    public static readonly OcppAction<SendLocalListRequest, SendLocalListResponse> SendLocalList = new(
        "SendLocalList",
        FeatureProfile.LocalAuthListManagement,
        Direction.FromCentralSystem,
        new(OcppJson.Default.SendLocalListRequest, SendLocalListRequest.Shape),
        new(OcppJson.Default.SendLocalListResponse, SendLocalListResponse.Shape)
    );

    /// <inheritdoc cref="ReserveNowRequest"/>
    public static readonly OcppAction<ReserveNowRequest, ReserveNowResponse> ReserveNow = new(
        "ReserveNow",
        FeatureProfile.Reservation,
        Direction.FromCentralSystem,
        new(OcppJson.Default.ReserveNowRequest, ReserveNowRequest.Shape),
        new(OcppJson.Default.ReserveNowResponse, ReserveNowResponse.Shape)
    );

    /// <inheritdoc cref="CancelReservationRequest"/>
    public static readonly OcppAction<CancelReservationRequest, CancelReservationResponse> CancelReservation = new(
        "CancelReservation",
        FeatureProfile.Reservation,
        Direction.FromCentralSystem,
        new(OcppJson.Default.CancelReservationRequest, CancelReservationRequest.Shape),
        new(OcppJson.Default.CancelReservationResponse, CancelReservationResponse.Shape)
    );

    /// <inheritdoc cref="SetChargingProfileRequest"/>
    public static readonly OcppAction<SetChargingProfileRequest, SetChargingProfileResponse> SetChargingProfile = new(
        "SetChargingProfile",
        FeatureProfile.SmartCharging,
        Direction.FromCentralSystem,
        new(OcppJson.Default.SetChargingProfileRequest, SetChargingProfileRequest.Shape),
        new(OcppJson.Default.SetChargingProfileResponse, SetChargingProfileResponse.Shape)
    );

    /// <inheritdoc cref="ClearChargingProfileRequest"/>
    public static readonly OcppAction<ClearChargingProfileRequest, ClearChargingProfileResponse> ClearChargingProfile =
        new(
            "ClearChargingProfile",
            FeatureProfile.SmartCharging,
            Direction.FromCentralSystem,
            new(OcppJson.Default.ClearChargingProfileRequest, ClearChargingProfileRequest.Shape),
            new(OcppJson.Default.ClearChargingProfileResponse, ClearChargingProfileResponse.Shape)
        );

    /// <inheritdoc cref="GetCompositeScheduleRequest"/>
    public static readonly OcppAction<GetCompositeScheduleRequest, GetCompositeScheduleResponse> GetCompositeSchedule =
        new(
            "GetCompositeSchedule",
            FeatureProfile.SmartCharging,
            Direction.FromCentralSystem,
            new(OcppJson.Default.GetCompositeScheduleRequest, GetCompositeScheduleRequest.Shape),
            new(OcppJson.Default.GetCompositeScheduleResponse, GetCompositeScheduleResponse.Shape)
        );

    /// <inheritdoc cref="TriggerMessageRequest"/>
    public static readonly OcppAction<TriggerMessageRequest, TriggerMessageResponse> TriggerMessage = new(
        "TriggerMessage",
        FeatureProfile.RemoteTrigger,
        Direction.FromCentralSystem,
        new(OcppJson.Default.TriggerMessageRequest, TriggerMessageRequest.Shape),
        new(OcppJson.Default.TriggerMessageResponse, TriggerMessageResponse.Shape)
    );

    /// <inheritdoc cref="SecurityEventNotificationRequest"/>
    public static readonly OcppAction<
        SecurityEventNotificationRequest,
        SecurityEventNotificationResponse
    > SecurityEventNotification = new(
        "SecurityEventNotification",
        FeatureProfile.Security,
        Direction.FromChargePoint,
        new(OcppJson.Default.SecurityEventNotificationRequest, SecurityEventNotificationRequest.Shape),
        new(OcppJson.Default.SecurityEventNotificationResponse, SecurityEventNotificationResponse.Shape)
    );

    /// <inheritdoc cref="ExtendedTriggerMessageRequest"/>
    public static readonly OcppAction<
        ExtendedTriggerMessageRequest,
        ExtendedTriggerMessageResponse
    > ExtendedTriggerMessage = new(
        "ExtendedTriggerMessage",
        FeatureProfile.Security,
        Direction.FromCentralSystem,
        new(OcppJson.Default.ExtendedTriggerMessageRequest, ExtendedTriggerMessageRequest.Shape),
        new(OcppJson.Default.ExtendedTriggerMessageResponse, ExtendedTriggerMessageResponse.Shape)
    );

    /// <inheritdoc cref="SignCertificateRequest"/>
    public static readonly OcppAction<SignCertificateRequest, SignCertificateResponse> SignCertificate = new(
        "SignCertificate",
        FeatureProfile.Security,
        Direction.FromChargePoint,
        new(OcppJson.Default.SignCertificateRequest, SignCertificateRequest.Shape),
        new(OcppJson.Default.SignCertificateResponse, SignCertificateResponse.Shape)
    );

    /// <inheritdoc cref="CertificateSignedRequest"/>
    public static readonly OcppAction<CertificateSignedRequest, CertificateSignedResponse> CertificateSigned = new(
        "CertificateSigned",
        FeatureProfile.Security,
        Direction.FromCentralSystem,
        new(OcppJson.Default.CertificateSignedRequest, CertificateSignedRequest.Shape),
        new(OcppJson.Default.CertificateSignedResponse, CertificateSignedResponse.Shape)
    );

    /// <inheritdoc cref="InstallCertificateRequest"/>
    public static readonly OcppAction<InstallCertificateRequest, InstallCertificateResponse> InstallCertificate = new(
        "InstallCertificate",
        FeatureProfile.Security,
        Direction.FromCentralSystem,
        new(OcppJson.Default.InstallCertificateRequest, InstallCertificateRequest.Shape),
        new(OcppJson.Default.InstallCertificateResponse, InstallCertificateResponse.Shape)
    );

    /// <inheritdoc cref="DeleteCertificateRequest"/>
    public static readonly OcppAction<DeleteCertificateRequest, DeleteCertificateResponse> DeleteCertificate = new(
        "DeleteCertificate",
        FeatureProfile.Security,
        Direction.FromCentralSystem,
        new(OcppJson.Default.DeleteCertificateRequest, DeleteCertificateRequest.Shape),
        new(OcppJson.Default.DeleteCertificateResponse, DeleteCertificateResponse.Shape)
    );

    /// <inheritdoc cref="GetInstalledCertificateIdsRequest"/>
    public static readonly OcppAction<
        GetInstalledCertificateIdsRequest,
        GetInstalledCertificateIdsResponse
    > GetInstalledCertificateIds = new(
        "GetInstalledCertificateIds",
        FeatureProfile.Security,
        Direction.FromCentralSystem,
        new(OcppJson.Default.GetInstalledCertificateIdsRequest, GetInstalledCertificateIdsRequest.Shape),
        new(OcppJson.Default.GetInstalledCertificateIdsResponse, GetInstalledCertificateIdsResponse.Shape)
    );

    /// <inheritdoc cref="GetLogRequest"/>
    public static readonly OcppAction<GetLogRequest, GetLogResponse> GetLog = new(
        "GetLog",
        FeatureProfile.Security,
        Direction.FromCentralSystem,
        new(OcppJson.Default.GetLogRequest, GetLogRequest.Shape),
        new(OcppJson.Default.GetLogResponse, GetLogResponse.Shape)
    );

    /// <inheritdoc cref="LogStatusNotificationRequest"/>
    public static readonly OcppAction<
        LogStatusNotificationRequest,
        LogStatusNotificationResponse
    > LogStatusNotification = new(
        "LogStatusNotification",
        FeatureProfile.Security,
        Direction.FromChargePoint,
        new(OcppJson.Default.LogStatusNotificationRequest, LogStatusNotificationRequest.Shape),
        new(OcppJson.Default.LogStatusNotificationResponse, LogStatusNotificationResponse.Shape)
    );

    /// <inheritdoc cref="SignedUpdateFirmwareRequest"/>
    public static readonly OcppAction<SignedUpdateFirmwareRequest, SignedUpdateFirmwareResponse> SignedUpdateFirmware =
        new(
            "SignedUpdateFirmware",
            FeatureProfile.Security,
            Direction.FromCentralSystem,
            new(OcppJson.Default.SignedUpdateFirmwareRequest, SignedUpdateFirmwareRequest.Shape),
            new(OcppJson.Default.SignedUpdateFirmwareResponse, SignedUpdateFirmwareResponse.Shape)
        );

    /// <inheritdoc cref="SignedFirmwareStatusNotificationRequest"/>
    public static readonly OcppAction<
        SignedFirmwareStatusNotificationRequest,
        SignedFirmwareStatusNotificationResponse
    > SignedFirmwareStatusNotification = new(
        "SignedFirmwareStatusNotification",
        FeatureProfile.Security,
        Direction.FromChargePoint,
        new(OcppJson.Default.SignedFirmwareStatusNotificationRequest, SignedFirmwareStatusNotificationRequest.Shape),
        new(OcppJson.Default.SignedFirmwareStatusNotificationResponse, SignedFirmwareStatusNotificationResponse.Shape)
    );

    internal static readonly OcppAction[] All =
    [
        Authorize,
        BootNotification,
        Heartbeat,
        MeterValues,
        StartTransaction,
        StatusNotification,
        StopTransaction,
        DataTransfer,
        ChangeAvailability,
        ChangeConfiguration,
        ClearCache,
        GetConfiguration,
        RemoteStartTransaction,
        RemoteStopTransaction,
        Reset,
        UnlockConnector,
        GetDiagnostics,
        DiagnosticsStatusNotification,
        UpdateFirmware,
        FirmwareStatusNotification,
        GetLocalListVersion,
        SendLocalList,
        ReserveNow,
        CancelReservation,
        SetChargingProfile,
        ClearChargingProfile,
        GetCompositeSchedule,
        TriggerMessage,
        SecurityEventNotification,
        ExtendedTriggerMessage,
        SignCertificate,
        CertificateSigned,
        InstallCertificate,
        DeleteCertificate,
        GetInstalledCertificateIds,
        GetLog,
        LogStatusNotification,
        SignedUpdateFirmware,
        SignedFirmwareStatusNotification,
    ];
}
