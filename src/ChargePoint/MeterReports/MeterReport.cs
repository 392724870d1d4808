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
            Send(cp, connectorId, transaction, [new() { Timestamp = at, SampledValue = values }]);
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
                TransactionId = transaction?.WireId,
                MeterValue = meterValues,
            },
            transaction
        );
        cp.Save(DurableParts.Registers);
    }

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
                new() { Timestamp = at, SampledValue = values },
                cp.Configuration.StopTransactionMaxMeterValues
            );
        }
    }
}
