from bus.core import EventBus
