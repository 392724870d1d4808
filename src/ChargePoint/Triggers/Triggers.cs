using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// What each trigger comes to, meter values apart. A connectorId that has no meaning for a message is ignored; where it has one, none stands
/// for all (OCPP 1.6 §5.17).
/// </summary>
internal static class Triggers
{
    /// <summary>Once it is accepted a charge point has nothing to register (OCPP 1.6 §4.2).</summary>
    public static Trigger BootNotification(ChargePoint cp) =>
        cp.Registration.IsAccepted
            ? Trigger.Rejected("the CSMS has accepted it already")
            : Trigger.Accepted(cp.Registration.Triggered);

    public static Trigger Heartbeat(ChargePoint cp) =>
        Trigger.Accepted(() => cp.Outbox.Enqueue(new HeartbeatCall(cp, cp.NextOrder()) { OnTrigger = true }));

    /// <summary>Of one connector, 0 being the charge point itself; without a connector of all, 0 included.</summary>
    public static Trigger StatusNotification(ChargePoint cp, int? connectorId)
    {
        if (connectorId is null)
        {
            return Trigger.Accepted(() =>
            {
                cp.Station.Status.ReportOnTrigger();
                foreach (Connector connector in cp.Connectors)
                {
                    connector.Status.ReportOnTrigger();
                }
            });
        }
        ConnectorStatus? status = connectorId == 0 ? cp.Station.Status : cp.FindConnector(connectorId.Value)?.Status;
        return status is null
            ? Trigger.Rejected(ChargePoint.NoConnector(connectorId.Value))
            : Trigger.Accepted(status.ReportOnTrigger);
    }

    /// <summary>Idle while nothing is uploaded: that is reported on a trigger only (OCPP 1.6 §4.4).</summary>
    public static Trigger DiagnosticsStatus(ChargePoint cp) =>
        cp.Has(FeatureProfile.FirmwareManagement)
            ? Told(cp, FirmwareManagement.DiagnosticsStatus(cp))
            : Trigger.NotImplemented(DisabledProfile.WhyNot(FeatureProfile.FirmwareManagement));

    /// <summary>Idle while nothing is downloaded or installed: that is reported on a trigger only (OCPP 1.6 §4.5).</summary>
    public static Trigger FirmwareStatus(ChargePoint cp) =>
        cp.Has(FeatureProfile.FirmwareManagement)
            ? Told(cp, FirmwareManagement.FirmwareStatus(cp))
            : Trigger.NotImplemented(DisabledProfile.WhyNot(FeatureProfile.FirmwareManagement));

    /// <summary>Idle, without a request's id, while no log is uploaded (security whitepaper §6.19).</summary>
    public static Trigger LogStatus(ChargePoint cp) => Told(cp, FirmwareManagement.LogStatus(cp));

    /// <summary>Of signed updates: Idle, without a request's id, when the last is over (security whitepaper §6.8).</summary>
    public static Trigger SignedFirmwareStatus(ChargePoint cp) => Told(cp, FirmwareManagement.SignedFirmwareStatus(cp));

    /// <summary>A request for a new certificate of the charge point's own, once its key is made (security whitepaper, use case A02).</summary>
    public static Trigger SignCertificate(ChargePoint cp) =>
        cp.OwnCertificates.CanRequest
            ? Trigger.Accepted(() => cp.OwnCertificates.Request(onTrigger: true))
            : Trigger.Rejected("CpoName is not set");

    private static Trigger Told(ChargePoint cp, Notice notice) =>
        Trigger.Accepted(() => FirmwareManagement.Trigger(cp, notice));
}
