using Ocpp.V16;

namespace ChargePoints;

/// <summary>One meter value on its way: to the CSMS, or kept for StopTransaction.</summary>
internal static class MeterReport
{
    /// <summary>Queues MeterValues. Without values, such as SoC where no car is, there is nothing to send.</summary>
    public static void Send(
        ChargePoint cp,
        int connectorId,
        Transaction? transaction,
        DateTimeOffset at,
        IReadOnlyList<SampledValue> values
    )
    {
        if (values.Count > 0)
        {
            Send(cp, connectorId, transaction, [new() { Timestamp = at, SampledValue = UnitQuirks.Apply(cp, values) }]);
        }
    }

    public static void Send(
        ChargePoint cp,
        int connectorId,
        Transaction? transaction,
        IReadOnlyList<MeterValue> meterValues
    )
    {
        cp.Queue.Add(
            cp.NextOrder(),
            Actions.MeterValues,
            new()
            {
                ConnectorId = connectorId,
                TransactionId = TransactionId(cp, transaction),
                MeterValue = meterValues,
            },
            transaction
        );
        cp.Save(DurableParts.Registers);
    }

    /// <summary>The transactionId of MeterValues that are made now; null outside a transaction, and while the id is to be put in later.</summary>
    public static int? TransactionId(ChargePoint cp, Transaction? transaction) =>
        transaction is { WireId: null } && cp.Settings.Has(Quirk.MinusOneUntilStarted)
            ? Transaction.UnknownId
            : transaction?.WireId;

    public static void Keep(
        ChargePoint cp,
        Transaction transaction,
        DateTimeOffset at,
        IReadOnlyList<SampledValue> values
    )
    {
        if (values.Count > 0)
        {
            transaction.Data ??= new(null);
            transaction.Data.Add(
                new() { Timestamp = at, SampledValue = UnitQuirks.Apply(cp, values) },
                cp.Configuration.StopTransactionMaxMeterValues
            );
        }
    }
}
