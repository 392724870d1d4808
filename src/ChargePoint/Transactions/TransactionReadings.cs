using Ocpp.V16;

namespace ChargePoints;

/// <summary>The first and last readings of a transaction, for transactionData (OCPP 1.6 §4.10).</summary>
internal static class TransactionReadings
{
    public static void Begin(ChargePoint cp, Connector connector, Transaction transaction)
    {
        if (Read(cp, connector, ReadingContext.TransactionBegin, cp.Clock, transaction.MeterStartWh) is { } begin)
        {
            transaction.Data = new(begin);
        }
    }

    /// <summary>All readings of the transaction; null when none are configured.</summary>
    public static IReadOnlyList<MeterValue>? End(
        ChargePoint cp,
        Connector connector,
        Transaction transaction,
        DateTimeOffset at
    )
    {
        if (Read(cp, connector, ReadingContext.TransactionEnd, at, transaction.MeterStartWh) is not { } end)
        {
            return null;
        }
        TransactionData data = transaction.Data ?? new(null);
        return data.Close(RegisterAtStart(transaction), end);
    }

    // Configured only after the start: of the beginning only the register is known.
    private static MeterValue RegisterAtStart(Transaction transaction) =>
        new()
        {
            Timestamp = transaction.StartedAt,
            SampledValue =
            [
                new()
                {
                    Value = transaction.MeterStartWh.ToString(),
                    Context = ReadingContext.TransactionBegin,
                    Measurand = Measurand.EnergyActiveImportRegister,
                    Unit = UnitOfMeasure.Wh,
                },
            ],
        };

    private static MeterValue? Read(
        ChargePoint cp,
        Connector connector,
        ReadingContext context,
        DateTimeOffset at,
        long sinceWh
    )
    {
        IReadOnlyList<MeasurandSelection> sampled = cp.Configuration.StopTxnSampledData;
        IReadOnlyList<MeasurandSelection> aligned = cp.Configuration.StopTxnAlignedData;
        IReadOnlyList<MeasurandSelection> both =
            aligned.Count == 0 ? sampled
            : sampled.Count == 0 ? aligned
            : [.. sampled.Union(aligned)];
        if (both.Count == 0)
        {
            return null;
        }
        List<SampledValue> values = MeterReadings.OfEvse(connector.Meter, both, context, sinceWh);
        return values.Count == 0 ? null : new() { Timestamp = at, SampledValue = UnitQuirks.Apply(cp, values) };
    }
}
