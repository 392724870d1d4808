using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>On, off, and the ways between: orderly power off, power loss with and without backup, reset (OCPP 1.6 §5.14, §3.7).</summary>
internal sealed class PowerSupply(ChargePoint cp)
{
    /// <summary>How long backup power lasts to report the loss.</summary>
    public static readonly TimeSpan BackupTime = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a soft reset waits for its last words to be answered, whatever MessageTimeout allows.</summary>
    public static readonly TimeSpan SoftResetLimit = TimeSpan.FromSeconds(60);

    /// <summary>From the end of a soft reset's last words to the boot.</summary>
    public static readonly TimeSpan SoftResetTime = TimeSpan.FromSeconds(2);

    /// <summary>From a hard reset to the boot.</summary>
    public static readonly TimeSpan HardResetTime = TimeSpan.FromSeconds(5);

    private enum State
    {
        Off,
        On,
        PoweringOff,
        LosingPower,
        SoftResetting,
        Restarting,
    }

    private State _state;

    /// <summary>When the present state ends by itself.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    /// <summary>True between power on and power off or loss, restarts included.</summary>
    public bool IsOn => _state is not State.Off;

    /// <summary>True while drivers and the CSMS can use it.</summary>
    public bool IsServing => _state == State.On;

    /// <summary>True while there is a processor that runs, with or without a link.</summary>
    public bool IsRunning => _state is not (State.Off or State.Restarting);

    /// <summary>Why drivers cannot use it now.</summary>
    public string WhyNotServing =>
        _state switch
        {
            State.Off => "the charge point is off",
            State.PoweringOff or State.LosingPower => "the charge point is powering off",
            _ => "the charge point is restarting",
        };

    public void On()
    {
        if (_state is State.PoweringOff or State.LosingPower)
        {
            Finish();
        }
        if (_state == State.Off)
        {
            Boot();
        }
    }

    public void Off(TimeSpan limit)
    {
        switch (_state)
        {
            case State.Off:
                cp.Effects.Add(new PoweredOff());
                break;
            case State.On or State.SoftResetting:
                StopTransactions(Reason.Local);
                End(State.PoweringOff, limit);
                break;
            case State.LosingPower:
                _state = State.PoweringOff;
                Due = Instant.Min(Due, cp.Now + limit);
                break;
            case State.Restarting:
                _state = State.PoweringOff;
                Finish();
                break;
        }
    }

    public void Lost()
    {
        if (_state is State.Off or State.LosingPower)
        {
            return;
        }
        if (_state == State.PoweringOff)
        {
            // Off already as far as its operator is concerned, only sooner.
            Finish();
            return;
        }
        cp.Tell(
            EventCategory.System,
            ChargePointEventType.PowerLost,
            0,
            cp.Settings.BackupPower ? "on backup power" : "at once"
        );
        if (cp.Settings.BackupPower && _state != State.Restarting)
        {
            StopTransactions(Reason.PowerLoss);
            End(State.LosingPower, BackupTime);
            return;
        }
        GoDown("power lost");
        _state = State.Off;
        Due = Instant.Never;
    }

    /// <summary>Reset: the answer has been written. Hard goes down at once, soft sees its messages off first.</summary>
    public void Reset(ResetType type)
    {
        bool soft = type == ResetType.Soft;
        cp.Tell(EventCategory.System, ChargePointEventType.Reset, 0, $"{type}");
        cp.SecurityEvents.Report(SecurityEventType.ResetOrReboot, $"{type} reset by the central system");
        StopTransactions(soft ? Reason.SoftReset : Reason.HardReset);
        if (soft)
        {
            var timeout = TimeSpan.FromSeconds(cp.Configuration.MessageTimeoutSeconds);
            End(State.SoftResetting, timeout < SoftResetLimit ? timeout : SoftResetLimit);
            return;
        }
        cp.Queue.SaveAll();
        Restart(HardResetTime);
    }

    /// <summary>New firmware has been installed and is to run: no transaction does any more.</summary>
    public void RestartForFirmware()
    {
        cp.SecurityEvents.Report(SecurityEventType.ResetOrReboot, "restart for new firmware");
        StopTransactions(Reason.Reboot);
        cp.Queue.SaveAll();
        Restart(HardResetTime);
    }

    /// <summary>After each step: the last words may all have been said.</summary>
    public void CheckDone()
    {
        if (_state is State.PoweringOff or State.LosingPower or State.SoftResetting && NothingToSay)
        {
            Finish();
        }
    }

    public void OnTime(Instant now)
    {
        if (Due <= now)
        {
            Finish();
        }
    }

    private bool NothingToSay =>
        !cp.LinkIsUp || !cp.Registration.IsAccepted || (cp.Queue.Count == 0 && cp.Outbox.IsEmpty);

    private void End(State state, TimeSpan limit)
    {
        foreach (Connector connector in cp.Connectors)
        {
            connector.EndIntent();
        }
        _state = state;
        Due = cp.Now + limit;
        cp.Changed();
    }

    private void Finish()
    {
        State from = _state;
        switch (from)
        {
            case State.PoweringOff:
                cp.Queue.SaveAll();
                GoDown("power off");
                _state = State.Off;
                cp.Tell(EventCategory.System, ChargePointEventType.PoweredOff, 0, "");
                cp.Effects.Add(new PoweredOff());
                break;
            case State.LosingPower:
                cp.Queue.SaveAll();
                GoDown("power lost");
                _state = State.Off;
                break;
            case State.SoftResetting:
                cp.Queue.SaveAll();
                Restart(SoftResetTime);
                return;
            case State.Restarting:
                Boot();
                return;
        }
        Due = Instant.Never;
    }

    private void Restart(TimeSpan duration)
    {
        GoDown("reset");
        _state = State.Restarting;
        Due = cp.Now + duration;
    }

    private void Boot()
    {
        _state = State.On;
        Due = Instant.Never;
        PowerUp.Boot(cp);
    }

    private void StopTransactions(Reason reason)
    {
        foreach (Connector connector in cp.Connectors)
        {
            if (connector.Transaction is not null)
            {
                TransactionStop.Stop(cp, connector, reason);
            }
        }
    }

    // Everything that is not durable goes. Cars and cables stay where they are, and so do the transactions in the durable state.
    private void GoDown(string why)
    {
        foreach (Connector connector in cp.Connectors)
        {
            connector.EndIntent();
            connector.EvsePaused = false;
            connector.Meter.Retarget(cp.Now, PowerLimit.None, false, connector.Vehicle);
            connector.Status.OffLine();
            if (connector.Transaction is { } transaction)
            {
                transaction.NextSample = Instant.Never;
                transaction.Data = transaction.Data?.Begin is { } begin ? new(begin) : null;
            }
        }
        cp.Station.Status.OffLine();
        cp.Outbox.PowerGone();
        cp.FirmwareManagement?.PowerGone();
        cp.Queue.PowerGone();
        cp.SecurityEvents.PowerGone();
        cp.Registration.PowerGone();
        cp.Aligned.Stop();
        cp.LinkIsGone();
        cp.RegistersAt = cp.Clock;
        cp.Save(DurableParts.Registers);
        cp.Effects.Add(new CloseLink(why));
        cp.Changed();
    }
}
