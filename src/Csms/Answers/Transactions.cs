using Ocpp;
using Ocpp.V16;

namespace Csms.Answers;

/// <summary>StartTransaction, MeterValues and StopTransaction, each of which may arrive more than once.</summary>
internal static class Transactions
{
    public static Answer Start(
        CentralSystem central,
        ChargePointRecord from,
        StartTransactionRequest start,
        string messageId,
        Instant now
    )
    {
        var ledger = from.Ledger;
        if (ledger.FindRepeated(start, messageId) is { } begun)
        {
            // The first answer may not have gone out because this could not be kept.
            central.Changed(begun);
            var known = central.IdTags.Authorize(start.IdTag, now);
            return Answer.Of(
                new StartTransactionResponse
                {
                    TransactionId = begun.TransactionId,
                    IdTagInfo = known with { Status = begun.Authorization ?? known.Status },
                }
            );
        }
        if (ledger.FindOpen(start.ConnectorId) is { } forsaken)
        {
            Supersede(central, ledger, forsaken);
        }
        var info = central.IdTags.Start(start.IdTag, now);
        var session = new CsmsSession
        {
            Number = central.NewSessionNumber(),
            TransactionId = central.NewTransactionId(),
            ChargePointId = from.Id,
            ConnectorId = start.ConnectorId,
            IdTag = start.IdTag,
            Authorization = info.Status,
            StartedAt = start.Timestamp,
            MeterStartWh = start.MeterStart,
            ReservationId = start.ReservationId,
            StartMessageId = messageId,
            State = SessionState.Open,
        };
        if (start.ReservationId is { } reservation)
        {
            from.Reservations?.End(reservation);
        }
        ledger.Add(session);
        if (ledger.OldestOpenBeyond(central.Options.MaxOpenSessions) is { } oldest)
        {
            Supersede(central, ledger, oldest);
        }
        ledger.ForgetClosedBeyond(central.Options.MaxClosedSessions);
        central.Changed(session);
        return Answer.Of(new StartTransactionResponse { TransactionId = session.TransactionId, IdTagInfo = info });
    }

    public static Answer Stop(CentralSystem central, ChargePointRecord from, StopTransactionRequest stop, Instant now)
    {
        var session = from.Ledger.Find(stop.TransactionId);
        if (session is null || (session.State == SessionState.Stopped && session.StartedAt is null))
        {
            // Never started here: recorded all the same, unless this is the same message again.
            if (session is null || !IsRepeated(session, stop))
            {
                RecordUnknown(central, from, stop);
            }
            else
            {
                central.Changed(session);
            }
        }
        else if (session.State != SessionState.Stopped)
        {
            var stopped = session with
            {
                State = SessionState.Stopped,
                StoppedAt = stop.Timestamp,
                MeterStopWh = stop.MeterStop,
                Reason = stop.Reason ?? Reason.Local,
                PowerW = 0,
            };
            Release(central, session);
            from.Ledger.Replace(stopped);
            from.Ledger.ForgetClosedBeyond(central.Options.MaxClosedSessions);
            central.Changed(stopped);
        }
        else
        {
            central.Changed(session);
        }
        return Answer.Of(
            new StopTransactionResponse
            {
                IdTagInfo = stop.IdTag is null ? null : central.IdTags.Authorize(stop.IdTag, now),
            }
        );
    }

    public static Answer MeterValues(CentralSystem central, ChargePointRecord from, MeterValuesRequest request)
    {
        var session = request.TransactionId is { } id ? from.Ledger.Find(id) : null;
        if (session is { State: SessionState.Open } && from.Ledger.IsNew(request))
        {
            var updated = request.MeterValue.Aggregate(session, Apply);
            from.Ledger.Replace(updated);
            central.Changed(updated);
        }
        return Answer.Of(new MeterValuesResponse());
    }

    private static CsmsSession Apply(CsmsSession session, MeterValue meterValue)
    {
        var counted = session with { SampleCount = session.SampleCount + 1 };
        if (meterValue.Timestamp < session.SampledAt)
        {
            return counted;
        }
        var reading = MeterReading.Of(meterValue);
        return counted with
        {
            SampledAt = meterValue.Timestamp,
            RegisterWh = reading.RegisterWh ?? session.RegisterWh,
            PowerW = reading.PowerW ?? session.PowerW,
            SocPercent = reading.SocPercent ?? session.SocPercent,
        };
    }

    private static void RecordUnknown(CentralSystem central, ChargePointRecord from, StopTransactionRequest stop)
    {
        var session = new CsmsSession
        {
            Number = central.NewSessionNumber(),
            TransactionId = stop.TransactionId,
            ChargePointId = from.Id,
            IdTag = stop.IdTag,
            State = SessionState.Stopped,
            StoppedAt = stop.Timestamp,
            MeterStopWh = stop.MeterStop,
            Reason = stop.Reason ?? Reason.Local,
        };
        from.Ledger.Add(session);
        from.Ledger.ForgetClosedBeyond(central.Options.MaxClosedSessions);
        central.Changed(session);
    }

    private static bool IsRepeated(CsmsSession session, StopTransactionRequest stop) =>
        session.StoppedAt == stop.Timestamp && session.MeterStopWh == stop.MeterStop;

    private static void Supersede(CentralSystem central, SessionLedger ledger, CsmsSession session)
    {
        var superseded = session with { State = SessionState.Superseded, PowerW = 0 };
        Release(central, session);
        ledger.Replace(superseded);
        central.Changed(superseded);
    }

    private static void Release(CentralSystem central, CsmsSession session)
    {
        if (session is { State: SessionState.Open, Authorization: AuthorizationStatus.Accepted, IdTag: { } idTag })
        {
            central.IdTags.Release(idTag);
        }
    }
}
