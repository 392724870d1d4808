using System.Buffers;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// MeterValues on a trigger: what MeterValuesSampledData has now, with context Trigger (OCPP 1.6 §5.17). They are no periodic values, so
/// they do not wait in the queue of transaction messages, and are not kept over a lost link.
/// </summary>
internal static class TriggeredMeterValues
{
    /// <summary>
    /// Of one connector, 0 being the main meter; without a connector of each but 0. Rejected where nothing that is configured can be
    /// measured, such as the state of charge without a car.
    /// </summary>
    public static Trigger Of(ChargePoint cp, int? connectorId)
    {
        List<Reading> readings = [];
        if (connectorId == 0)
        {
            Add(readings, cp, null);
        }
        else if (connectorId is { } id)
        {
            if (cp.FindConnector(id) is not { } connector)
            {
                return Trigger.Rejected(ChargePoint.NoConnector(id));
            }
            Add(readings, cp, connector);
        }
        else
        {
            foreach (Connector connector in cp.Connectors)
            {
                Add(readings, cp, connector);
            }
        }
        return readings.Count == 0
            ? Trigger.Rejected("nothing of MeterValuesSampledData can be measured now")
            : Trigger.Accepted(() =>
            {
                // What the meters show has been seen.
                cp.Save(DurableParts.Registers);
                foreach (Reading reading in readings)
                {
                    cp.Outbox.Enqueue(new Call(cp, reading, cp.NextOrder()) { OnTrigger = true });
                }
            });
    }

    private static void Add(List<Reading> readings, ChargePoint cp, Connector? connector)
    {
        IReadOnlyList<MeasurandSelection> selections = cp.Configuration.MeterValuesSampledData;
        Transaction? transaction = connector?.Transaction;
        List<SampledValue> values;
        if (connector is not null)
        {
            connector.Meter.Advance(cp.Now);
            long sinceWh = transaction?.SampledWh ?? connector.Meter.RegisterWh;
            values = MeterReadings.OfEvse(connector.Meter, selections, ReadingContext.Trigger, sinceWh);
        }
        else
        {
            EvseMeter[] meters = Array.ConvertAll(cp.Connectors, each => each.Meter);
            Array.ForEach(meters, meter => meter.Advance(cp.Now));
            long sinceWh = meters.Sum(meter => meter.RegisterWh);
            values = MeterReadings.OfChargePoint(meters, selections, ReadingContext.Trigger, sinceWh);
        }
        if (values.Count > 0)
        {
            DateTimeOffset at = transaction?.Stamp(cp.Clock) ?? cp.Clock;
            readings.Add(
                new(
                    connector?.Id ?? 0,
                    transaction,
                    new() { Timestamp = at, SampledValue = UnitQuirks.Apply(cp, values) }
                )
            );
        }
    }

    private readonly record struct Reading(int ConnectorId, Transaction? Transaction, MeterValue Value);

    private sealed class Call(ChargePoint cp, Reading reading, long order) : OutgoingCall(Actions.MeterValues, order)
    {
        public override void Write(IBufferWriter<byte> output, string messageId)
        {
            // With the id of the transaction as far as it is known by now.
            MeterValuesRequest request = new()
            {
                ConnectorId = reading.ConnectorId,
                TransactionId = MeterReport.TransactionId(cp, reading.Transaction),
                MeterValue = [reading.Value],
            };
            if (!cp.Settings.Has(Quirk.TransactionIdAsString))
            {
                FrameWriter.WriteCall(output, messageId, Actions.MeterValues, request);
                return;
            }
            var payload = new ArrayBufferWriter<byte>();
            Actions.MeterValues.Request.Write(payload, request);
            FrameWriter.WriteRawCall(
                output,
                messageId,
                Actions.MeterValues.Name,
                TransactionIdText.Apply(payload.WrittenSpan)
            );
        }
    }
}
