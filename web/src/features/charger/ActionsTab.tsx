import type { Charger } from '../../api/types';
import { WhileOnline } from '../../components/WhileOnline';
import { ActiveChaosList } from './ActiveChaosList';
import css from './actions.module.css';
import { ChaosForm } from './ChaosForm';
import { OpenHousing } from './OpenHousing';
import { StatusSetter } from './StatusSetter';

/** What an operator, or bad luck, can do to a charger. */
export function ActionsTab({ charger }: { charger: Charger }) {
  return (
    <WhileOnline>
      <div className={css.tab}>
        <section aria-label="Set states">
          <h2>Set states</h2>
          <p className="dim">
            Performs what causes the state. Only transitions that OCPP allows from the present one are
            offered.
          </p>
          {charger.running ? (
            charger.evses.map((evse) => <StatusSetter key={evse.id} chargerId={charger.id} evse={evse} />)
          ) : (
            <p className={css.note}>The charger is off: start it first.</p>
          )}
        </section>
        <section aria-label="Housing">
          <h2>Housing</h2>
          <p className="dim">An opened housing is the security event TamperDetectionActivated.</p>
          <OpenHousing charger={charger} />
        </section>
        <section aria-label="Chaos">
          <h2>Chaos</h2>
          <p className="dim">
            Ends by itself after its duration, or when it is lifted. No transaction data is lost.
          </p>
          <ActiveChaosList charger={charger} />
          <ChaosForm charger={charger} />
        </section>
      </div>
    </WhileOnline>
  );
}
