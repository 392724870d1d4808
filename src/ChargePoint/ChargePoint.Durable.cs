using System.Buffers;
using System.Text.Json;
using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

// The durable state: written part by part, as it changes, and read back.
public sealed partial class ChargePoint
{
    private static readonly DurableParts AllParts = DurableState.Parts.Aggregate((all, part) => all | part);

    // Registers are written each ten seconds while energy flows: the desk is shared, only the result is new.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _desk;

    [ThreadStatic]
    private static Utf8JsonWriter? _pen;

    /// <summary>One part of what must survive a power cut, as of now, as UTF-8 JSON; for <see cref="DurableState.Read"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="part"/> is not exactly one part.</exception>
    public byte[] Write(DurableParts part) =>
        part == DurableParts.Registers ? WriteRegisters() : ToDurable(part, withMessages: false).Write(part);

    // What DurableState.Write makes of DurableRegisters, without making one.
    private byte[] WriteRegisters()
    {
        ArrayBufferWriter<byte> desk = _desk ??= new(256);
        Utf8JsonWriter pen = _pen ??= new(desk);
        desk.ResetWrittenCount();
        pen.Reset(desk);
        pen.WriteStartObject();
        pen.WriteString("at"u8, RegistersAt);
        pen.WriteStartArray("evses"u8);
        foreach (Connector connector in Connectors)
        {
            pen.WriteStartObject();
            pen.WriteNumber("milliWh"u8, connector.Meter.RegisterMilliWh);
            if (connector.Vehicle is { } vehicle)
            {
                pen.WriteNumber("socPercent"u8, vehicle.SocPercent);
            }
            pen.WriteEndObject();
        }
        pen.WriteEndArray();
        pen.WriteEndObject();
        pen.Flush();
        return desk.WrittenSpan.ToArray();
    }

    // Parts not asked for stay empty.
    private DurableState ToDurable(DurableParts parts, bool withMessages)
    {
        DurableState state = new();
        return state with
        {
            Counters = parts.HasFlag(DurableParts.Counters) ? CountersToDurable() : state.Counters,
            Configuration = parts.HasFlag(DurableParts.Configuration)
                ? Configuration.Overrides.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary()
                : state.Configuration,
            Availability = parts.HasFlag(DurableParts.Availability) ? AvailabilityToDurable() : [],
            Registers = parts.HasFlag(DurableParts.Registers) ? RegistersToDurable() : state.Registers,
            Transactions = parts.HasFlag(DurableParts.Transactions) ? TransactionsToDurable() : [],
            AuthorizationCache = parts.HasFlag(DurableParts.AuthorizationCache) ? [.. AuthorizationCache.Entries] : [],
            Connectors = parts.HasFlag(DurableParts.Connectors)
                ? [.. Connectors.Select(connector => connector.ToDurable()).OfType<DurableConnector>()]
                : [],
            LocalAuthList = parts.HasFlag(DurableParts.LocalAuthList) ? LocalAuthListToDurable() : state.LocalAuthList,
            Reservations = parts.HasFlag(DurableParts.Reservations) ? Reservations?.Items ?? [] : [],
            Certificates = parts.HasFlag(DurableParts.Certificates) ? CertificatesToDurable() : state.Certificates,
            Secrets = parts.HasFlag(DurableParts.Secrets) ? SecretsToDurable() : null,
            SecurityEvents = parts.HasFlag(DurableParts.SecurityEvents) ? SecurityEvents.Log : [],
            ChargingProfiles = parts.HasFlag(DurableParts.ChargingProfiles) ? InstalledProfiles : [],
            Firmware = parts.HasFlag(DurableParts.Firmware) ? FirmwareManagement?.ToDurable() : null,
            Messages = withMessages ? [.. Queue.Messages] : [],
        };
    }

    private DurableCounters CountersToDurable() =>
        new()
        {
            Era = _era,
            Boots = _boots,
            EverAccepted = EverAccepted,
            ClockOffsetTicks = _clockOffset.Ticks,
        };

    private DurableRegisters RegistersToDurable() =>
        new()
        {
            At = RegistersAt,
            Evses =
            [
                .. Connectors.Select(connector => new DurableRegister(
                    connector.Meter.RegisterMilliWh,
                    connector.Vehicle?.SocPercent
                )),
            ],
        };

    // An ended transaction is kept for its id alone: before that is known its queued messages say all there is to know.
    private DurableTransaction[] TransactionsToDurable() =>
        [.. Transactions.Items.Where(it => it.Running || it.WireId is not null).Select(ToDurable)];

    private List<DurableAvailability> AvailabilityToDurable()
    {
        List<DurableAvailability> entries = [];
        if (Station.Inoperative || Station.InoperativeScheduled)
        {
            entries.Add(new(0, Station.Inoperative, Station.InoperativeScheduled));
        }
        foreach (Connector connector in Connectors)
        {
            if (connector.Inoperative || connector.InoperativeScheduled)
            {
                entries.Add(new(connector.Id, connector.Inoperative, connector.InoperativeScheduled));
            }
        }
        return entries;
    }

    private DurableTransaction ToDurable(Transaction transaction) =>
        new()
        {
            Key = transaction.Key,
            ConnectorId = transaction.ConnectorId,
            Id = transaction.Id,
            StartGivenUp = transaction.StartGivenUp,
            IdTag = transaction.IdTag,
            ParentIdTag = transaction.ParentIdTag,
            StartedAt = transaction.StartedAt,
            Began = transaction.Began.ToUtc(),
            LastStamp = transaction.LastStamp,
            MeterStartWh = transaction.MeterStartWh,
            Running = transaction.Running,
            Invalid = transaction.Invalid,
            InvalidUntilMilliWh = transaction.InvalidUntilMilliWh,
            Begin = transaction.Data?.Begin,
        };

    private void Restore(DurableState saved)
    {
        _era = saved.Counters.Era;
        _boots = saved.Counters.Boots;
        _clockOffset = TimeSpan.FromTicks(saved.Counters.ClockOffsetTicks);
        EverAccepted = saved.Counters.EverAccepted;
        RegistersAt = saved.Registers.At;
        for (int i = 0; i < Connectors.Length; i++)
        {
            long register = RegisterOf(saved, i + 1)?.MilliWh ?? 0;
            Connectors[i] = new(this, Settings.Evses[i], register);
        }
        Queue.Restore(saved.Messages);
        AuthorizationCache.Restore(saved.AuthorizationCache);
        RestoreLocalAuthList(saved);
        RestoreReservations(saved);
        RestoreSecurity(saved);
        RestoreAvailability(saved);
        RestoreFirmware(saved);
        foreach (DurableConnector entry in saved.Connectors)
        {
            FindConnector(entry.ConnectorId)?.Restore(entry, RegisterOf(saved, entry.ConnectorId)?.SocPercent);
        }
        foreach (DurableTransaction transaction in saved.Transactions)
        {
            RestoreTransaction(saved, transaction);
        }
        RestoreProfiles(saved);
        Station.Boot();
        foreach (Connector connector in Connectors)
        {
            connector.Status.StartWith(
                connector.IdleStatus,
                connector.Fault?.ErrorCode ?? ChargePointErrorCode.NoError,
                connector.Fault?.Info
            );
        }
        _order = Math.Max(
            saved.Messages.Count == 0 ? 0 : saved.Messages[^1].Sequence,
            saved.Transactions.Count == 0 ? 0 : saved.Transactions.Max(transaction => transaction.Key)
        );
    }

    private void RestoreAvailability(DurableState saved)
    {
        foreach (DurableAvailability entry in saved.Availability)
        {
            if (entry.ConnectorId == 0)
            {
                Station.Inoperative = entry.Inoperative;
                Station.InoperativeScheduled = entry.Scheduled;
            }
            else if (FindConnector(entry.ConnectorId) is { } connector)
            {
                connector.Inoperative = entry.Inoperative;
                connector.InoperativeScheduled = entry.Scheduled;
            }
        }
    }

    private void RestoreTransaction(DurableState saved, DurableTransaction from)
    {
        Transaction transaction = new()
        {
            Key = from.Key,
            ConnectorId = from.ConnectorId,
            IdTag = from.IdTag,
            ParentIdTag = from.ParentIdTag,
            StartedAt = from.StartedAt,
            Began = from.Began is { } began ? Instant.FromUtc(began) : InstantOf(from.StartedAt.UtcTicks),
            LastStamp = from.LastStamp,
            MeterStartWh = from.MeterStartWh,
            Id = from.Id,
            StartGivenUp = from.StartGivenUp,
            Running = from.Running,
            Invalid = from.Invalid,
            InvalidUntilMilliWh = from.InvalidUntilMilliWh,
            Data = from.Begin is null ? null : new(from.Begin),
        };
        Transactions.Add(transaction);
        if (!from.Running)
        {
            return;
        }
        // Of an EVSE that has been taken away since, this is all that is known of the meter.
        transaction.SampledWh = (RegisterOf(saved, from.ConnectorId)?.MilliWh ?? 0) / 1000;
        if (FindConnector(from.ConnectorId) is { } connector)
        {
            connector.Transaction = transaction;
        }
    }

    private static DurableRegister? RegisterOf(DurableState saved, int connectorId) =>
        connectorId >= 1 && connectorId <= saved.Registers.Evses.Count ? saved.Registers.Evses[connectorId - 1] : null;
}
